// Pictures with what was masked in them drawn on top.
import { t, word, exact, plural } from '/words.js';
import { h, raw, button, show, shortProgram } from '/dom.js';
import { blob } from '/link.js';

const part = (value, whole) => `${(100 * value) / whole}%`;

function masks(frame) {
  return frame.masks.map((mask) => h('span', {
    class: 'mask',
    title: mask.type,
    'data-raw': true,
    style: { left: part(mask.x, frame.width), top: part(mask.y, frame.height), width: part(mask.width, frame.width), height: part(mask.height, frame.height) },
  }));
}

/** Loads a picture when it comes into view; its address lasts as long as the picture is on the page. */
const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(async ({ target }) => {
  seen.unobserve(target);
  await fetchInto(target);
}), { rootMargin: '300px' });

async function fetchInto(image) {
  try {
    const address = URL.createObjectURL(await blob(`/api/frame?image=${encodeURIComponent(image.dataset.image)}`));
    image.addEventListener('load', () => URL.revokeObjectURL(address), { once: true });
    image.src = address;
  } catch {
    image.closest('.picture')?.replaceChildren(h('span', { class: 'under' }, t('frames.gone')));
  }
}

function picture(frame, alt) {
  const image = h('img', { alt, 'data-image': frame.image, width: frame.width, height: frame.height });
  return { image, node: h('span', { class: 'picture' }, image, masks(frame)) };
}

const classes = (frame) => {
  const counts = new Map();
  frame.masks.forEach((mask) => counts.set(mask.type, (counts.get(mask.type) ?? 0) + 1));
  return [...counts].map(([type, n]) => `${word('class', type)} ${n}`);
};

function about(frame) {
  return t('frames.alt', { time: exact(frame.time), program: shortProgram(frame.application) });
}

export function thumbnail(frame) {
  if (!frame.image) {
    return h('li', {}, h('p', { class: 'soft small' }, t('frames.missing', { time: exact(frame.time) }), ' ', raw(frame.missing)));
  }
  const { image, node } = picture(frame, '');
  seen.observe(image);
  const found = frame.masks.length ? plural('frames.masks', frame.masks.length) : t('frames.unmasked');
  return h('li', {}, button([node, h('span', { class: 'under' }, h('span', { class: 'unseen' }, about(frame)), raw(exact(frame.time)), ' · ', found)],
    () => enlarge(frame), { class: 'frame' }));
}

function enlarge(frame) {
  const { image, node } = picture(frame, about(frame));
  const dialog = h('dialog', { 'aria-labelledby': 'frame-title' },
    h('h2', { id: 'frame-title' }, about(frame)),
    node,
    frame.masks.length
      ? h('div', {}, h('p', { class: 'small' }, t('frames.drawn')), h('ul', { class: 'chips' }, classes(frame).map((text) => h('li', { class: 'masked' }, raw(text)))))
      : h('p', { class: 'small' }, t('frames.unmasked')),
    h('div', { class: 'row' }, button(t('close'), () => dialog.close(), { autofocus: true })));
  show(dialog);
  fetchInto(image);
}

export const gallery = (frames) => (frames.length ? h('ul', { class: 'frames' }, frames.map(thumbnail)) : h('p', { class: 'empty' }, t('frames.none')));

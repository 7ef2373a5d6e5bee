// Small helpers to build the page. Text is always set as text: nothing is ever parsed as HTML.
import { t, has, word } from '/words.js';

export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (name === 'style') {
      Object.assign(node.style, value);
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value !== undefined && value !== null) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

/** Something recorded, named or measured: not a word of the page, so no language applies to it. */
export const raw = (text, tag = 'span', props = {}) => h(tag, { 'data-raw': true, translate: 'no', ...props }, String(text));

const SHAPES = {
  recording: () => [svg('circle', { cx: 12, cy: 12, r: 9, fill: 'currentColor' })],
  paused: () => [svg('path', { d: 'M5 3h5v18H5zM14 3h5v18h-5z', fill: 'currentColor' })],
  blocked: () => [svg('path', { d: 'M4 4h16v16H4z', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.5 }), svg('path', { d: 'M4 20 20 4', stroke: 'currentColor', 'stroke-width': 2.5 })],
  off: () => [svg('circle', { cx: 12, cy: 12, r: 8.5, fill: 'none', stroke: 'currentColor', 'stroke-width': 2.5 })],
  good: () => [svg('circle', { cx: 12, cy: 12, r: 10, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 }), svg('path', { d: 'm7 12.5 3.5 3.5L17 9', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.5 })],
  bad: () => [svg('path', { d: 'M12 2 23 21H1z', fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linejoin': 'round' }), svg('path', { d: 'M12 9v6m0 2v2', stroke: 'currentColor', 'stroke-width': 2.5 })],
  brand: () => [svg('path', { d: 'M3 21V11a9 9 0 0 1 18 0v10z', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.2 }), svg('path', { d: 'M12 2v19M3 13h18', stroke: 'currentColor', 'stroke-width': 1.8 })],
};

export const shape = (name) => svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: name }, SHAPES[name]());

export const button = (text, onclick, props = {}) => h('button', { type: 'button', onclick, ...props }, text);

/** Runs while the button cannot be pressed twice; says what went wrong. */
export function act(text, work, props = {}) {
  const node = button(text, async () => {
    node.setAttribute('aria-disabled', 'true');
    if (node.dataset.busy) {
      return;
    }
    node.dataset.busy = '1';
    try {
      await work(node);
    } catch (problem) {
      say(sentence(problem));
    } finally {
      delete node.dataset.busy;
      node.removeAttribute('aria-disabled');
    }
  }, props);
  return node;
}

/** Words that only a screen reader says, after those that are seen: which of several buttons it is. */
export const also = (text) => h('span', { class: 'unseen' }, ' ', text);

export const sheet = (title, ...children) => h('section', { class: 'sheet' }, title ? h('h2', {}, title) : null, children);

let number = 0;
/** A field under its label, and a hint that is read with it. */
export function field(label, node, hint) {
  const id = `f${++number}`;
  node.id = id;
  if (hint) {
    node.setAttribute('aria-describedby', `${id}h`);
  }
  return h('div', {}, h('label', { for: id }, label), node, hint ? h('p', { class: 'hint', id: `${id}h` }, hint) : null);
}

export const options = (pairs, chosen) => h('select', {}, pairs.map(([value, text, own]) =>
  h('option', { value, selected: value === chosen, 'data-raw': own ?? false }, text)));

/** A description list of facts. */
export const facts = (pairs) => h('dl', { class: 'facts' }, pairs.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

export function table(caption, heads, rows, hidden = false) {
  return h('div', { class: 'scroll', tabindex: rows.length && heads.length > 3 ? '0' : null, role: heads.length > 3 ? 'region' : null, 'aria-label': heads.length > 3 ? caption : null },
    h('table', {},
      h('caption', { class: hidden ? 'unseen' : null }, caption),
      h('thead', {}, h('tr', {}, heads.map((head) => (typeof head === 'string' ? h('th', { scope: 'col' }, head) : head)))),
      h('tbody', {}, rows)));
}

/** Says something to eyes and screen readers. */
let quiet;
export function say(text) {
  const place = document.querySelector('.said');
  if (!place) {
    return;
  }
  place.replaceChildren(h('div', {}, text));
  clearTimeout(quiet);
  quiet = setTimeout(() => place.replaceChildren(), 9000);
}

/** What went wrong, in a sentence of the page; what the instance said in English follows where there is none. */
export function sentence(problem) {
  const code = problem.code ?? 'failed';
  const text = code.startsWith('missing.') && has(code) ? t(code) : word('problem', code);
  const told = ['not-allowed', 'store', 'value', 'failed'].includes(code) && problem.message;
  return told ? [text, ' ', raw(problem.message)] : text;
}

export const missing = (problem) => h('div', { class: 'note', role: 'note' }, h('p', {}, sentence(problem)));

/** Asks before something that cannot be undone. */
export function confirm(title, text, yes) {
  return new Promise((resolve) => {
    const dialog = h('dialog', { class: 'ask', 'aria-labelledby': 'ask-title' },
      h('h2', { id: 'ask-title' }, title), h('p', {}, text),
      h('div', { class: 'row' },
        button(yes, () => dialog.close('yes')),
        button(t('ask.no'), () => dialog.close('no'), { autofocus: true })));
    show(dialog, () => resolve(dialog.returnValue === 'yes'));
  });
}

export function show(dialog, after = () => {}) {
  const before = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus();
    after();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** The name that people know a program by, and its path. */
export function program(application) {
  if (!application) {
    return [t('application.none')];
  }
  const name = application.startsWith('class:') ? application.slice(6) : application.split('/').pop();
  return [raw(name, 'b'), ' ', name === application ? null : raw(application, 'span', { class: 'soft small' })];
}

export const shortProgram = (application) => (application ? application.replace(/^class:/, '').split('/').pop() : t('application.none'));

/** Why it is so: a sentence of the page, and what the instance says beside it. */
export function because(state) {
  if (state.phase === 'recording') {
    return [t('state.recording')];
  }
  const known = word('reason', state.reason);
  const parts = [known === state.reason ? raw(state.reason) : known];
  if (state.phase === 'blocked' && state.detail && known === state.reason) {
    parts.push(' ', raw(state.detail));
  }
  return parts;
}


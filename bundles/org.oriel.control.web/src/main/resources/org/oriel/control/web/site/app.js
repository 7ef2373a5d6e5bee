// Start, navigation, and the state that stands above every page.
import { load, t, word, plural, countdown, language, LANGUAGES } from '/words.js';
import { h, raw, shape, act, say, sentence, missing, because, field, options } from '/dom.js';
import * as link from '/link.js';
import now from '/now.js';
import today from '/today.js';
import review from '/review.js';
import consent from '/consent.js';
import exemptions from '/exemptions.js';
import exports from '/exports.js';
import ledger from '/ledger.js';
import mine from '/mine.js';

const PAGES = { now, today, review, consent, exemptions, exports, ledger, mine };
const AGREE = ['no-consent', 'consent-outdated', 'withdrawn', 'consent-expired'];

/** What the pages share: the newest state, and who wants to know it. */
const shared = { state: null, skew: 0, listeners: new Set(), refresh: () => show() };
let bar;

function name() {
  const wanted = location.hash.replace(/^#\//, '');
  return wanted in PAGES ? wanted : 'now';
}

function frame() {
  bar = stateBar();
  const skip = h('a', { class: 'skip', href: '#main', onclick: (event) => { event.preventDefault(); document.querySelector('main').focus(); } }, t('skip'));
  const choose = options(Object.entries(LANGUAGES).map(([tag, own]) => [tag, own, true]), language);
  choose.addEventListener('change', async () => {
    await load(choose.value);
    frame();
    bar.update();
    await show();
    document.querySelector('.side select').focus();
  });
  document.body.replaceChildren(
    skip,
    h('aside', { class: 'side', 'aria-label': t('side') },
      h('div', { class: 'brand' }, shape('brand'), raw('Oriel')),
      h('nav', { 'aria-label': t('nav') }, h('ul', {}, Object.keys(PAGES).map((page) =>
        h('li', {}, h('a', { href: `#/${page}` }, t(`${page}.nav`)))))),
      h('div', { class: 'foot' },
        field(t('language'), choose),
        act(t('lock'), async () => { await link.post('/api/lock'); link.drop(); locked('lock.done'); }, { class: 'plain' }))),
    h('header', { class: 'state' }, bar.nodes),
    h('main', { id: 'main', tabindex: '-1' }),
    h('div', { class: 'said', role: 'status', 'aria-live': 'polite' }));
}

/** Nodes that stay, so that nobody's focus is taken when the state changes. */
function stateBar() {
  const picture = h('span');
  const phase = h('span', { class: 'phase' });
  const left = raw('', 'span', { class: 'clock', role: 'timer', 'aria-live': 'off' });
  const why = h('div', { class: 'why' });
  const spoken = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  const pause = act(t('now.pause.short'), () => link.post('/api/pause', {}).then(take));
  const resume = act(t('now.resume'), () => link.post('/api/resume', {}).then(take));
  const read = h('a', { class: 'button', href: '#/consent' }, t('state.read'));
  let before = '';
  function tick() {
    const state = shared.state;
    const until = state?.until;
    left.textContent = state?.phase === 'paused' && until ? countdown(until - Date.now() - shared.skew) : '';
  }
  function update() {
    const state = shared.state;
    if (!state) {
      return;
    }
    pause.textContent = plural('now.pause', state.defaultPauseMinutes ?? 30);
    picture.replaceChildren(shape(state.phase));
    phase.textContent = word('phase', state.phase);
    why.replaceChildren(...because(state));
    pause.hidden = state.phase !== 'recording';
    resume.hidden = state.phase !== 'paused';
    read.hidden = !AGREE.includes(state.reason);
    tick();
    const text = `${word('phase', state.phase)}. ${word('reason', state.reason || state.phase)}`;
    if (text !== before) {
      before = text;
      spoken.textContent = text;
    }
  }
  const words = h('div', { class: 'words' }, picture, h('div', {}, h('div', {}, phase, ' ', left), why));
  return { nodes: [words, spoken, pause, resume, read], update, tick };
}

function take(state) {
  shared.state = state;
  shared.skew = (state.now ?? Date.now()) - Date.now();
  bar.update();
  shared.listeners.forEach((listener) => listener(state));
}
shared.take = take;

let showing = 0;
async function show(focus = false) {
  const page = name();
  const mine = ++showing;
  shared.listeners.clear();
  for (const anchor of document.querySelectorAll('nav a')) {
    anchor.toggleAttribute('aria-current', false);
    if (anchor.getAttribute('href') === `#/${page}`) {
      anchor.setAttribute('aria-current', 'page');
    }
  }
  document.title = `${t(`${page}.title`)} – Oriel`;
  const title = h('h1', { tabindex: '-1' }, t(`${page}.title`));
  const head = h('div', { class: 'head' }, title, h('p', {}, t(`${page}.lead`)));
  let content;
  try {
    content = await PAGES[page](shared);
  } catch (problem) {
    if (!(problem instanceof link.Problem)) {
      console.error(problem);
    }
    content = [missing(problem)];
  }
  const main = document.querySelector('main');
  if (mine !== showing || !main) {
    return;
  }
  main.replaceChildren(head, ...[content].flat(3).filter(Boolean));
  main.dataset.page = page;
  if (focus) {
    window.scrollTo(0, 0);
    title.focus();
  }
}

function locked(key) {
  document.title = t('locked.title');
  document.body.replaceChildren(h('main', { class: 'locked', id: 'main' },
    h('h1', {}, t('locked.title')), h('p', {}, t(key)), h('p', {}, t('locked.how')),
    h('p', {}, raw('oriel ui', 'code'))));
}

async function start() {
  await load();
  try {
    await link.enter();
  } catch (problem) {
    locked(problem.code === 'boot' ? 'locked.used' : 'locked.gone');
    return;
  }
  if (!link.open()) {
    locked('locked.none');
    return;
  }
  link.onLost(() => locked('locked.none'));
  frame();
  try {
    take(await link.get('/api/state'));
  } catch (problem) {
    if (problem.status !== 401) {
      say(sentence(problem));
    } else {
      return;
    }
  }
  await show();
  window.addEventListener('hashchange', () => show(true));
  setInterval(() => { bar.tick(); shared.tick?.(); }, 1000);
  link.live(take, () => {
    if (link.open()) {
      take({ ...shared.state, phase: 'off', reason: 'gone', until: null, now: Date.now() });
    }
  });
}

start();

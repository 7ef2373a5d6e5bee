// Review: everything that is kept, and taking it back.
import { t, word, plural, count, clock, exact, duration } from '/words.js';
import { h, raw, act, also, sheet, table, field, options, confirm, say, program, shortProgram } from '/dom.js';
import { get, post } from '/link.js';
import { gallery } from '/frames.js';
import { dayPicker, iso, holes } from '/today.js';

const KINDS = ['key', 'pointer.move', 'pointer.button', 'scroll', 'window', 'frame', 'element', 'page', 'document', 'message', 'clipboard', 'extension'];
const filter = { day: '', application: '', kind: '' };

/** Deletes, and says what of it had left before. */
async function remove(shared, body, question) {
  if (!(await confirm(question, t('review.delete.note'), t('ask.delete')))) {
    return;
  }
  const done = await post('/api/delete', body);
  const left = Object.entries(done.left ?? {}).filter(([, n]) => n > 0).map(([name, n]) => `${name} ${count(n)}`);
  await shared.refresh();
  say([plural('said.deleted', done.events), ' ', left.length ? t('said.left', { list: left.join(', ') }) : '']);
}

export default async function review(shared) {
  const day = filter.day || iso(Date.now());
  const query = new URLSearchParams({ day, application: filter.application, kind: filter.kind });
  const data = await get(`/api/review?${query}`);
  const set = (change) => { Object.assign(filter, change); shared.refresh(); };
  return [
    dayPicker(day, (wanted) => set({ day: wanted, application: '' })),
    approval(shared, data),
    filters(data, set),
    tools(shared, data, day),
    h('h2', {}, t('review.kept')),
    data.cut ? h('div', { class: 'note' }, t('today.cut')) : null,
    data.stretches.length
      ? h('ol', { class: 'plainlist' }, data.stretches.map((stretch) => h('li', {}, card(shared, stretch))))
      : h('p', { class: 'empty' }, t('review.none')),
    episodes(data),
    holes(data),
  ];
}

function approval(shared, data) {
  if (!data.reviewed) {
    return null;
  }
  const waiting = Math.max(0, data.last - data.approved);
  return h('section', { class: 'note' }, h('h2', {}, t('approve.title')),
    h('p', {}, waiting ? plural('approve.waiting', waiting) : t('approve.none')),
    waiting ? act(t('approve.do'), async () => {
      if (await confirm(t('approve.ask'), t('approve.note'), t('approve.do'))) {
        await post('/api/approve', { position: data.last });
        await shared.refresh();
        say(t('approve.done'));
      }
    }) : null);
}

function filters(data, set) {
  const programs = options([['', t('review.all')], ...data.applications.filter(Boolean).map((name) => [name, shortProgram(name), true])], filter.application);
  const kinds = options([['', t('review.all')], ...KINDS.map((kind) => [kind, word('kind', kind)])], filter.kind);
  programs.addEventListener('change', () => set({ application: programs.value }));
  kinds.addEventListener('change', () => set({ kind: kinds.value }));
  return h('fieldset', { class: 'sheet' }, h('legend', { class: 'unseen' }, t('review.filter')),
    h('div', { class: 'row' }, field(t('review.program'), programs), field(t('review.kind'), kinds)));
}

function tools(shared, data, day) {
  const form = (title, ...parts) => h('form', { onsubmit: (event) => event.preventDefault() }, h('h3', {}, title), h('div', { class: 'row' }, parts));
  const reach = h('input', { type: 'number', min: '1', max: '1440', value: '15', inputmode: 'numeric' });
  const last = form(t('review.last'), field(t('now.forget.length'), reach), act([t('ask.delete.short'), also(t('review.last'))], async () => {
    const minutes = Number(reach.value);
    if (await confirm(plural('now.forget.ask', minutes), t('now.forget.note'), t('ask.delete'))) {
      const done = await post('/api/forget', { minutes });
      await shared.refresh();
      say(plural('said.deleted', done.events));
    }
  }, { type: 'submit' }));
  const from = h('input', { type: 'time', step: '60', value: '12:00' });
  const until = h('input', { type: 'time', step: '60', value: '12:01' });
  const span = form(t('review.span'), field(t('review.from'), from), field(t('review.until'), until), act([t('ask.delete.short'), also(t('review.span'))], async () => {
    const at = (text) => new Date(`${day}T${text}`).getTime();
    await remove(shared, { what: 'span', from: at(from.value), until: at(until.value) },
      t('review.span.ask', { from: clock(at(from.value)), until: clock(at(until.value)) }));
  }, { type: 'submit' }));
  const names = data.applications.filter(Boolean);
  const which = options(names.map((name) => [name, shortProgram(name), true]));
  const application = names.length ? form(t('review.application'), field(t('review.program'), which), act([t('ask.delete.short'), also(t('review.application'))], async () =>
    remove(shared, { what: 'application', application: which.value }, t('review.application.ask', { program: shortProgram(which.value) })),
  { type: 'submit' })) : null;
  return h('details', { class: 'sheet' }, h('summary', {}, t('review.tools')), h('div', { class: 'tools' }, last, span, application));
}

function card(shared, stretch) {
  const span = `${clock(stretch.from)}–${clock(stretch.until)}`;
  const place = h('div', { class: 'items', hidden: true });
  const toggle = act(t('review.show'), async () => {
    if (place.hidden && !place.childElementCount) {
      await items(shared, stretch, place);
    }
    place.hidden = !place.hidden;
    toggle.textContent = t(place.hidden ? 'review.show' : 'review.hide');
    toggle.setAttribute('aria-expanded', String(!place.hidden));
  }, { class: 'plain', 'aria-expanded': 'false' });
  const masked = Object.entries(stretch.redactions);
  return h('article', { class: 'sheet stretch' },
    h('header', {}, h('h3', {}, raw(span), ' ', raw(stretch.application ? shortProgram(stretch.application) : '')),
      h('span', { class: 'soft small' }, duration(stretch.until - stretch.from), ', ', plural('today.events', stretch.events))),
    stretch.title ? h('p', {}, raw(stretch.title)) : null,
    stretch.typed ? h('p', { class: 'typed mono' }, h('span', { class: 'unseen' }, t('review.typed')), raw(stretch.typed)) : null,
    h('ul', { class: 'chips' },
      Object.entries(stretch.kinds).map(([kind, n]) => h('li', {}, word('kind', kind), ' ', raw(count(n)))),
      masked.map(([type, n]) => h('li', { class: 'masked' }, t('review.masked'), ' ', raw(`${word('class', type)} ${count(n)}`)))),
    stretch.frames.length ? gallery(stretch.frames) : null,
    h('div', { class: 'row' }, toggle,
      act([t('review.stretch'), also(raw(`${span} ${shortProgram(stretch.application)}`))], () => remove(shared,
        { what: 'stretch', from: stretch.from, until: stretch.until, application: stretch.application, session: stretch.session },
        t('review.stretch.ask', { span })), { class: 'plain' })),
    place);
}

async function items(shared, stretch, place) {
  const query = new URLSearchParams({ first: stretch.first, last: stretch.last, application: stretch.application });
  const data = await get(`/api/items?${query}`);
  const chosen = new Set();
  const drop = act(t('review.items.do'), async () => {
    if (!chosen.size) {
      say(t('review.items.none'));
      return;
    }
    await remove(shared, { what: 'items', positions: [...chosen] }, plural('review.items.ask', chosen.size));
  }, { class: 'plain' });
  const rows = data.items.map((item) => {
    const box = h('input', { type: 'checkbox', 'aria-label': t('review.choose', { time: exact(item.time), kind: word('kind', item.kind) }) });
    box.addEventListener('change', () => (box.checked ? chosen.add(item.position) : chosen.delete(item.position)));
    return h('tr', {}, h('td', {}, box), h('td', {}, raw(exact(item.time))), h('td', {}, word('kind', item.kind)),
      h('td', {}, raw(item.says), item.redactions.length ? h('ul', { class: 'chips' }, item.redactions.map((type) => h('li', { class: 'masked' }, raw(word('class', type))))) : null));
  });
  place.replaceChildren(
    table(t('review.items'), [t('review.choice'), t('review.time'), t('review.kind'), t('review.content')], rows, true),
    data.more ? h('p', { class: 'soft' }, t('review.more')) : null,
    h('div', { class: 'row' }, drop));
}

/** Tasks that were named, and what else was said about the recording. */
function episodes(data) {
  const shown = data.marks.filter((mark) => mark.mark.startsWith('episode') || mark.mark === 'gap' || mark.mark === 'forget');
  return shown.length ? sheet(t('review.marks'), h('ul', { class: 'plainlist' }, shown.map((mark) =>
    h('li', {}, raw(exact(mark.time)), ' ', word('mark', mark.mark), ' ', raw(mark.reason))))) : null;
}

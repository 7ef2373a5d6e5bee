// Exports: what left, where to, what for; and holding it.
import { t, word, plural, count, moment } from '/words.js';
import { h, raw, act, also, sheet, facts, say } from '/dom.js';
import { get, post } from '/link.js';

export default async function exports(shared) {
  const data = await get('/api/exports');
  return [
    data.reviewed ? h('div', { class: 'note' }, h('p', {}, t('exports.reviewed')), h('p', {}, h('a', { href: '#/review' }, t('exports.review')))) : null,
    data.exporters.length
      ? h('ul', { class: 'plainlist' }, data.exporters.map((one) => h('li', {}, card(shared, one, data))))
      : h('p', { class: 'empty' }, t('exports.none')),
    recalls(data),
  ];
}

function card(shared, one, data) {
  const held = one.state === 'paused';
  return h('article', { class: 'sheet' }, h('h2', {}, raw(one.name)),
    h('p', {}, word('exporter', one.state)),
    facts([
      [t('exports.where'), one.destinations.length ? h('ul', { class: 'plainlist' }, one.destinations.map((to) => h('li', {}, raw(to)))) : t('exports.where.unknown')],
      [t('exports.has'), t('exports.position', { position: count(one.position), last: count(data.last) })],
      [t('exports.waiting'), plural('today.events', one.behind)],
      [t('exports.sent'), plural('today.events', one.delivered)],
      one.refused ? [t('exports.refused'), plural('today.events', one.refused)] : null,
      one.bundle ? [t('exports.bundle'), raw(one.bundle, 'code')] : null,
      one.problem ? [t('exports.problem'), raw(one.problem)] : null,
    ]),
    h('div', { class: 'row', style: { marginTop: '1rem' } }, act([t(held ? 'exports.go' : 'exports.hold'), also(raw(one.name))], async () => {
      await post('/api/exports/hold', { name: one.name, act: held ? 'go' : 'hold' });
      await shared.refresh();
      say(t(held ? 'exports.go.said' : 'exports.hold.said'));
    })));
}

function recalls(data) {
  const known = data.recalls;
  return sheet(t('recall.title'), h('p', { class: 'soft' }, t('recall.lead')), known?.length
    ? h('ul', { class: 'plainlist' }, known.map((entry) => h('li', {}, raw(moment(entry.time)), ' ', word('entry', entry.kind), ' ',
      raw(Object.entries(entry.facts).map(([name, value]) => `${name} ${value}`).join(', '), 'span', { class: 'soft' }))))
    : h('p', { class: 'empty' }, t(known ? 'recall.none' : 'missing.ledger')));
}

// Ledger: what was done, and whether the record of it is whole.
import { t, word, plural, count, moment } from '/words.js';
import { h, raw, act, sheet, facts, table, shape } from '/dom.js';
import { get, post } from '/link.js';

export default async function ledger() {
  const data = await get('/api/ledger');
  const verdict = h('div', { role: 'status' });
  const body = h('div');
  const more = act(t('ledger.more'), async () => {
    const older = await get(`/api/ledger?before=${data.first}`);
    data.entries.push(...older.entries);
    data.first = older.first;
    fill();
  });
  function fill() {
    body.replaceChildren(data.entries.length ? entries(data.entries) : h('p', { class: 'empty' }, t('ledger.none')));
    more.hidden = !data.entries.length || data.first === 0;
  }
  fill();
  const verify = act(t('ledger.verify'), async () => {
    verdict.replaceChildren(h('p', { class: 'soft' }, t('ledger.running')));
    const done = await post('/api/ledger/verify');
    verdict.replaceChildren(done.problem
      ? h('p', { class: 'verdict' }, shape('bad'), h('span', {}, t('ledger.bad'), ' ', raw(done.problem)))
      : h('p', { class: 'verdict' }, shape('good'), h('span', {}, plural('ledger.good', done.head.size, { ms: count(done.millis) }))));
  }, { class: 'main' });
  return [
    sheet(t('ledger.check'), h('p', {}, t('ledger.check.lead')), verify, verdict),
    sheet(t('ledger.head'), h('p', { class: 'soft' }, t('ledger.head.lead')), facts([
      [t('ledger.size'), raw(count(data.head.size))],
      [t('ledger.time'), raw(moment(data.head.time))],
      [t('ledger.root'), raw(data.head.root, 'code')],
      [t('ledger.key'), raw(data.head.key, 'code')],
      [t('ledger.signature'), raw(data.head.signature, 'code')],
    ])),
    h('section', { class: 'sheet' }, h('h2', {}, t('ledger.entries')), body, h('div', { class: 'row', style: { marginTop: '1rem' } }, more)),
  ];
}

function entries(list) {
  const rows = list.map((entry) => h('tr', {},
    h('td', {}, raw(count(entry.index))),
    h('td', {}, raw(moment(entry.time))),
    h('td', {}, word('entry', entry.kind)),
    h('td', {}, raw(Object.entries(entry.facts).map(([name, value]) => `${name} ${value}`).join(', '))),
    h('td', {}, raw(entry.hash.slice(0, 12), 'code'))));
  return table(t('ledger.entries'), [t('ledger.index'), t('ledger.time'), t('ledger.kind'), t('ledger.facts'), t('ledger.hash')], rows, true);
}

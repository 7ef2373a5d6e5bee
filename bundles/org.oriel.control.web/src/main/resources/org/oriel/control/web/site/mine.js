// My data: is it used, and for what? A copy, and an end.
import { t, word, plural, count, bytes, moment } from '/words.js';
import { h, raw, act, sheet, facts, confirm, say } from '/dom.js';
import { get, post, blob } from '/link.js';

export default async function mine(shared) {
  const data = await get('/api/mine');
  const sent = data.exporters.filter((one) => one.position > 0);
  return [
    h('section', { class: 'sheet' }, h('h2', {}, t('mine.answer')), h('div', { class: 'question' }, answer(data, sent))),
    h('div', { class: 'pair' },
      sheet(t('mine.here'), facts([
        [t('mine.events'), raw(count(data.events))],
        [t('mine.images'), raw(count(data.images))],
        [t('mine.size'), raw(bytes(data.bytes))],
        data.oldest ? [t('mine.oldest'), raw(moment(data.oldest))] : null,
        [t('mine.keys'), word('keys', data.keyProtection)],
      ])),
      sheet(t('mine.gone'), sent.length
        ? h('ul', { class: 'plainlist' }, sent.map((one) => h('li', {}, raw(one.name, 'b'), ' ', plural('mine.upto', one.position), one.destinations.map((to) => h('div', { class: 'soft' }, raw(to))))))
        : h('p', { class: 'empty' }, t('mine.gone.none')))),
    h('div', { class: 'pair' },
      sheet(t('mine.copy'), h('p', { class: 'soft' }, t('mine.copy.lead')), act(t('mine.copy.do'), save)),
      sheet(t('mine.delete'), h('p', { class: 'soft' }, t('mine.delete.lead')), act(t('mine.delete.do'), async () => {
        if (await confirm(t('mine.delete.ask'), t('mine.delete.note'), t('ask.delete'))) {
          const done = await post('/api/mine/delete', { confirm: 'delete' });
          await shared.refresh();
          say(plural('said.deleted', done.events));
        }
      }))),
  ];
}

function answer(data, sent) {
  const lines = [];
  if (!data.events && !sent.length) {
    lines.push(h('p', {}, t('mine.no')));
  } else {
    lines.push(h('p', {}, t(sent.length ? 'mine.yes' : 'mine.kept')));
  }
  lines.push(h('p', {}, data.grant
    ? [t('mine.purpose'), ' ', raw(data.grant.purpose, 'b'), '. ', t('mine.purpose.when', { time: moment(data.grant.given) })]
    : t('mine.purpose.none')));
  lines.push(h('p', { class: 'soft' }, t('mine.never')));
  return lines;
}

/** Through this tab's bearer: a plain link could not send it. */
async function save() {
  say(t('mine.copy.running'));
  const address = URL.createObjectURL(await blob('/api/mine/copy'));
  const link = h('a', { href: address, download: 'oriel-my-data.zip' });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  say(t('mine.copy.said'));
}

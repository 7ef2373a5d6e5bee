// Exemptions: ask, see the answer, ask again, take back.
import { t, word, moment } from '/words.js';
import { h, raw, act, sheet, field, options, facts, say, confirm, shape } from '/dom.js';
import { get, post } from '/link.js';

const REASONS = ['bandwidth', 'client-data', 'sensitive-code', 'health', 'other'];
const SCOPES = ['application', 'site', 'time', 'all'];
const SHAPES = { open: 'paused', appealed: 'paused', granted: 'good', refused: 'bad', ended: 'off' };

export default async function exemptions(shared) {
  const data = await get('/api/exemptions');
  return [ask(shared), list(shared, data.all)];
}

function ask(shared) {
  const reason = options(REASONS.map((one) => [one, t(`exempt.reason.${one}`)]));
  const scope = options(SCOPES.map((one) => [one, t(`exempt.scope.${one}`)]));
  const subject = h('input', { type: 'text', maxlength: '500', autocomplete: 'off' });
  const about = field(t('exempt.subject.application'), subject, t('exempt.hint.application'));
  const text = h('textarea', { maxlength: '4000' });
  scope.addEventListener('change', () => {
    about.hidden = scope.value === 'all';
    about.querySelector('label').textContent = t(`exempt.subject.${scope.value === 'all' ? 'application' : scope.value}`);
    about.querySelector('.hint').textContent = t(`exempt.hint.${scope.value === 'all' ? 'application' : scope.value}`);
  });
  const send = act(t('exempt.ask'), async () => {
    await post('/api/exemptions/ask', { reason: reason.value, scope: scope.value, subject: subject.value, text: text.value });
    await shared.refresh();
    say(t('exempt.asked'));
  }, { type: 'submit', class: 'main' });
  return h('form', { class: 'sheet', onsubmit: (event) => event.preventDefault() }, h('h2', {}, t('exempt.new')),
    h('div', { class: 'pair' }, field(t('exempt.reason'), reason), field(t('exempt.scope'), scope), about),
    field(t('exempt.text'), text, t('exempt.text.hint')),
    h('div', { class: 'row', style: { marginTop: '1rem' } }, send));
}

function list(shared, all) {
  return h('section', {}, h('h2', {}, t('exempt.list')), all.length
    ? h('ul', { class: 'plainlist' }, all.map((one) => h('li', {}, card(shared, one))))
    : h('p', { class: 'empty' }, t('exempt.none')));
}

function card(shared, one) {
  const back = ['open', 'granted', 'appealed'].includes(one.state) ? act(t('exempt.back'), async () => {
    if (await confirm(t('exempt.back.ask'), t('exempt.back.note'), t('exempt.back'))) {
      await post('/api/exemptions/withdraw', { id: one.id });
      await shared.refresh();
      say(t('exempt.back.said'));
    }
  }, { class: 'plain' }) : null;
  const why = h('textarea', { maxlength: '4000' });
  const appeal = one.state === 'refused' ? h('details', {}, h('summary', {}, t('exempt.appeal')),
    field(t('exempt.appeal.text'), why, t('exempt.text.hint')),
    h('div', { class: 'row', style: { marginTop: '0.75rem' } }, act(t('exempt.appeal.do'), async () => {
      await post('/api/exemptions/appeal', { id: one.id, text: why.value });
      await shared.refresh();
      say(t('exempt.appeal.said'));
    }))) : null;
  return h('article', { class: 'sheet' },
    h('h3', { class: 'verdict', style: { margin: '0 0 0.75rem' } }, shape(SHAPES[one.state] ?? 'off'), h('span', {}, t(`exempt.state.${one.state}`))),
    facts([
      [t('exempt.scope'), [word('exempt.scope', one.scope), ' ', raw(one.subject)]],
      [t('exempt.reason'), word('exempt.reason', one.reason)],
      [t('exempt.when'), raw(moment(one.asked))],
      one.answer ? [t('exempt.answer'), [raw(one.answer), ' ', one.reviewer ? h('span', { class: 'soft' }, t('exempt.by', { name: one.reviewer })) : null]] : null,
      one.until ? [t('exempt.until'), raw(moment(one.until))] : null,
    ]),
    h('div', { class: 'row', style: { marginTop: '0.9rem' } }, back), appeal);
}

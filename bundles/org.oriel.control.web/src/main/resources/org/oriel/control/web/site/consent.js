// Consent: the whole notice, what changed in it, and yes and no side by side, the same size.
import { t, moment } from '/words.js';
import { h, raw, act, sheet, say } from '/dom.js';
import { get, post } from '/link.js';

export default async function consent(shared) {
  const data = await get('/api/consent');
  const again = async (key) => { await shared.refresh(); say(t(key)); };
  const agree = act(t('consent.agree'), async () => { await post('/api/consent/agree', { hash: data.hash }); await again('consent.agreed.said'); });
  const no = act(t(data.grant ? 'consent.withdraw' : 'consent.refuse'), async () => {
    await post('/api/consent/refuse');
    await again(data.grant ? 'consent.withdrawn.said' : 'consent.refused.said');
  });
  const decision = h('section', { class: 'sheet' }, h('h2', {}, t('consent.decide')),
    h('p', {}, t(data.agreed ? 'consent.decide.again' : 'consent.decide.lead')),
    data.capturesPerson ? h('div', { class: 'twins' }, agree, no) : h('p', {}, t('consent.nothing')));
  if (data.agreed) {
    agree.setAttribute('aria-pressed', 'true');
  }
  const status = h('div', { class: 'note' }, h('p', {}, data.agreed
    ? [t('consent.status.yes', { time: moment(data.grant.given) }), ' ', raw(data.grant.purpose)]
    : t(data.grant || data.changes ? 'consent.status.old' : 'consent.status.no')));
  const notice = h('section', { class: 'sheet notice', 'data-raw': true }, words(data.text), h('p', { class: 'soft small' }, `SHA-256 ${data.hash}`));
  return [
    status,
    changes(data),
    data.agreed ? decision : null,
    notice,
    data.agreed ? null : decision,
    history(data),
  ];
}

function changes(data) {
  if (data.changesUnknown) {
    return sheet(t('consent.changes'), h('p', {}, t('consent.changes.unknown')));
  }
  if (!data.changes) {
    return null;
  }
  const near = data.changes.filter((line) => line.op !== 'same' && line.text.trim());
  return sheet(t('consent.changes'), near.length
    ? h('ul', { class: 'diff' }, near.map((line) => h('li', { class: line.op },
      h('span', { class: 'sign', 'aria-hidden': 'true', 'data-raw': true }, line.op === 'new' ? '+' : '−'),
      h('span', { class: 'unseen' }, t(`consent.${line.op}`)), ' ', raw(line.text.trim()))))
    : h('p', {}, t('consent.changes.none')));
}

/** The notice as it is, its plain text laid out: headings, paragraphs, lists, commands. */
function words(text) {
  const nodes = [];
  let open = null;
  const close = () => { open = null; };
  for (const line of text.split('\n')) {
    if (!line.trim()) {
      close();
    } else if (!line.startsWith(' ')) {
      close();
      nodes.push(h(nodes.length ? 'h3' : 'h2', {}, line));
    } else if (line.startsWith('  - ')) {
      if (nodes.at(-1)?.tagName !== 'UL') {
        nodes.push(h('ul'));
      }
      open = h('li', {}, line.slice(4));
      nodes.at(-1).append(open);
    } else if (/^ {2}\S.* {2,}\S/.test(line)) {
      close();
      const [name, ...rest] = line.trim().split(/ {2,}/);
      nodes.push(h('p', {}, h('code', {}, name), ' ', rest.join(' ')));
    } else if (open) {
      open.append(` ${line.trim()}`);
    } else {
      open = h('p', {}, line.trim());
      nodes.push(open);
    }
  }
  return nodes;
}

function history(data) {
  return data.grants.length ? sheet(t('consent.history'), h('ul', { class: 'plainlist' }, data.grants.map((grant) =>
    h('li', {}, t('consent.given', { time: moment(grant.given), how: grant.how }), ' ', raw(grant.purpose), ', ', raw(grant.jurisdiction), ', ', raw(grant.noticeHash.slice(0, 12), 'code'))))) : null;
}

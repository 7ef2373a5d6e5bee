'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { folderKind, addresses, counterpart, attachmentKind, attachmentKinds, filed } = require('../../../extension/mail.js');
const { Fields, LAG } = require('../../../extension/fields.js');
const { load } = require('./messenger.js');

const CONFIG = { type: 'config', internalDomains: ['example.org'], key: '', typing: false };

test('kinds of folders, in both generations of the API', () => {
  assert.equal(folderKind({ specialUse: ['inbox'] }), 'inbox');
  assert.equal(folderKind({ specialUse: [] }), 'other');
  assert.equal(folderKind({ type: 'archives' }), 'archive');
  assert.equal(folderKind({ name: 'Divorce' }), 'other');
  assert.equal(folderKind(undefined), 'other');
  assert.deepEqual(['trash', 'junk', 'archive', 'other'].map(filed), ['delete', 'junk', 'archive', 'move']);
});

test('addresses of headers, each once; internal by domain and its subdomains, not by a domain that only ends alike', () => {
  assert.deepEqual(addresses(['Mara <Mara@Example.org>, b@example.org', ['c@other.net', { id: 'x', type: 'contact' }], undefined]),
    ['mara@example.org', 'b@example.org', 'c@other.net']);
  const kind = (...people) => counterpart(people, ['example.org']);
  assert.equal(kind('a@example.org', 'b@eu.example.org'), 'internal');
  assert.equal(kind('a@notexample.org'), 'external');
  assert.equal(kind('a@example.org', 'b@x.net'), 'mixed');
  assert.equal(kind(), 'unknown');
  assert.equal(counterpart(['a@example.org'], []), 'unknown');
});

test('kinds of attachments, by type and by name, never the name', () => {
  const of = (contentType, name) => attachmentKind({ contentType, name });
  assert.equal(of('application/pdf', 'x'), 'document');
  assert.equal(of('image/png', 'x'), 'image');
  assert.equal(of('text/calendar', 'x'), 'calendar');
  assert.equal(of('application/x-zip-compressed', 'x'), 'archive');
  assert.equal(of('application/octet-stream', 'payroll.XLSX'), 'document');
  assert.equal(of('', 'thing'), 'other');
  assert.equal(attachmentKinds([{ name: 'a.pdf' }, { contentType: 'image/png' }, { name: 'b.docx' }]), 'document:2,image:1');
});

test('only stretches just before a key in the text are the text; all other time is guarded, without a hole', () => {
  const told = [];
  let at = 10_000;
  const it = new Fields(message => told.push(message), () => at);
  it.begin(true);
  at += 1000;
  it.tick();
  it.typed(1, at, 0);
  at += 40;
  it.typed(1, at, 0);
  at += 500;
  it.tick();
  it.typed(1, at - LAG - 1, 0);
  it.typed(1, at + 5, 0);
  it.typed(1, at, at - 20);
  let end = 10_000;
  told.forEach(stretch => {
    assert.equal(stretch.since, end);
    end = stretch.until;
  });
  assert.equal(end, at);
  assert.deepEqual(told.map(s => [s.kind, s.until - s.since]), [['guarded', 850], ['body', 150], ['body', 40], ['guarded', 350], ['guarded', 130], ['body', 20]]);
  told.length = 0;
  it.begin(false);
  at += 100;
  it.typed(1, at, 0);
  it.tick();
  assert.deepEqual(told.map(s => s.kind), ['guarded']);
});

async function started(config = CONFIG) {
  const it = load();
  await it.fire('native', config);
  it.posted.length = 0;
  return it;
}

const acts = it => it.posted.filter(message => message.type === 'act').map(({ at, type, ...rest }) => rest);
const MESSAGE = { id: 7, author: 'Mara Lund <mara@example.org>', subject: 'Quarterly hunter2', folder: { specialUse: ['inbox'], name: 'Quarterly' } };

test('says hello, and nothing before Oriel says what may be told, nor after it left', async () => {
  const it = load();
  assert.deepEqual(it.posted, [{ type: 'hello', protocol: 1 }]);
  await it.fire('displayed', {}, { messages: [MESSAGE] });
  it.tick();
  assert.equal(it.posted.length, 1);
  await it.fire('native', CONFIG);
  await it.fire('displayed', {}, { messages: [MESSAGE] });
  assert.equal(it.posted.length, 2);
  await it.fire('native', { type: 'off' });
  await it.fire('displayed', {}, { messages: [MESSAGE] });
  assert.equal(it.posted.length, 2);
});

test('reading: folder kind, counterpart, attachments; no address, subject or name of a folder or file', async () => {
  const it = await started();
  it.messenger.attachments = [{ contentType: 'application/pdf', name: 'payroll.pdf' }];
  await it.fire('displayed', {}, { messages: [MESSAGE] });
  assert.deepEqual(acts(it), [{ action: 'read', counterpart: 'internal', people: 1, attachments: 1, folder: 'inbox', attachmentKinds: 'document:1' }]);
  assert.doesNotMatch(JSON.stringify(it.posted), /mara|lund|quarterly|hunter2|payroll/i);
});

test('composing, answering, forwarding, sending, filing, deleting, looking for, changing folders', async () => {
  const it = await started();
  it.messenger.details = { 1: { type: 'reply', to: ['x@other.net'], cc: ['a@example.org'] }, 2: { type: 'forward', to: [] }, 3: { type: 'new' } };
  for (const id of [1, 2, 3]) {
    await it.fire('tab', { id, type: 'messageCompose' });
  }
  assert.deepEqual(it.fire('send', { id: 1 }, it.messenger.details[1]), {}, 'sending does not wait');
  await new Promise(setImmediate);
  const to = use => ({ messages: [{ ...MESSAGE, folder: { specialUse: [use] } }] });
  for (const use of ['archives', 'trash', 'junk', 'none']) {
    await it.fire('moved', { messages: [MESSAGE] }, to(use));
  }
  await it.fire('deleted', { messages: [MESSAGE] });
  await it.fire('copied', { messages: [MESSAGE] }, to('drafts'));
  it.messenger.urls = { 8: 'about:preferences', 9: 'chrome://messenger/content/glodaFacetView.xhtml' };
  await it.fire('tab', { id: 8, type: 'special' });
  await it.fire('tab', { id: 9, type: 'special' });
  it.messenger.parents = { 'account1://Archives/2026': [{ specialUse: ['archives'] }] };
  await it.fire('moved', { messages: [MESSAGE] }, { messages: [{ ...MESSAGE, folder: { id: 'account1://Archives/2026', specialUse: [] } }] });
  await it.fire('folder', {}, { specialUse: ['sent'] });
  assert.deepEqual(acts(it).map(a => [a.action, a.counterpart, a.people, a.folder]), [
    ['reply', 'mixed', 2, undefined], ['forward', 'unknown', 0, undefined], ['compose', 'unknown', 0, undefined], ['send', 'mixed', 2, undefined],
    ['archive', 'internal', 1, 'inbox'], ['delete', 'internal', 1, 'inbox'], ['junk', 'internal', 1, 'inbox'], ['move', 'internal', 1, 'inbox'],
    ['delete', 'unknown', 0, 'inbox'], ['copy', 'unknown', 0, 'drafts'], ['search', 'unknown', 0, undefined], ['archive', 'internal', 1, 'inbox'], ['browse', 'unknown', 0, 'sent'],
  ]);
});

test('hashes of addresses, with the key, only where the policy wants them', async () => {
  const it = await started({ ...CONFIG, key: '00'.repeat(32) });
  await it.fire('displayed', {}, { messages: [MESSAGE] });
  const expected = require('node:crypto').createHmac('sha256', Buffer.alloc(32)).update('mara@example.org').digest('hex').slice(0, 32);
  assert.equal(acts(it)[0].counterparts, expected);
});

test('keys: guarded without a script in messages; with the policy, the text that is written is told', async () => {
  const it = await started();
  assert.equal(it.scripts.length, 0);
  await it.fire('focus', 1);
  await new Promise(resolve => setTimeout(resolve, 20));
  it.tick();
  assert.deepEqual([...new Set(it.posted.map(m => m.kind))], ['guarded']);
  await it.fire('native', { ...CONFIG, typing: true });
  assert.equal(it.scripts.length, 1);
  it.messenger.details = { 4: { type: 'new' } };
  await it.fire('tab', { id: 4, type: 'messageCompose' });
  await new Promise(resolve => setTimeout(resolve, 20));
  it.posted.length = 0;
  it.fire('runtime', { type: 'typed', at: Date.now(), since: 0 }, { tab: { id: 4 } });
  it.fire('runtime', { type: 'typed', at: Date.now(), since: 0 }, { tab: { id: 5 } });
  assert.deepEqual(it.posted.filter(m => m.kind === 'body').map(m => m.message), [1]);
  await it.fire('native', { type: 'off' });
  assert.equal(it.scripts.length, 0);
});

// node --test: the parts without a browser. No dependencies.
const test = require('node:test');
const assert = require('node:assert');
for (const file of ['template', 'clock', 'spans', 'protect', 'names', 'mail', 'origins']) require(`../${file}.js`);
const { template, Clock, Spans, Protect, mail, listed, role, name, selectors } = globalThis.oriel;

test('a path keeps words and loses what names one thing', () => {
  const cases = {
    '/': '/',
    '/wiki/pages': '/wiki/pages',
    '/pages/4711/edit': '/pages/{n}/edit',
    '/u/019aa3b1-5c00-7d3e-9b1a-4f2c8e6d7a90': '/u/{uuid}',
    '/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/view': '/d/{id}/view',
    '/api/v2/users/jane@example.org': '/api/v2/users/{id}',
    '/a%20b/c': '/{id}/c',
    '/index.html?token=secret#frag': '/index.html',
    '/token/abc123?x': '/token/{id}',
    '/grüße': '/{id}',
  };
  for (const [path, expected] of Object.entries(cases)) assert.strictEqual(template(path), expected);
  assert.ok(!/[0-9]/.test(template('/' + 'a1/'.repeat(30)).replace(/…/, '')));
});

test('the clock is right to a millisecond though Date.now is cut, and follows a clock that is set', () => {
  let real = 1_000_000.4;
  let shift = 5e11 + 0.73;
  const clock = new Clock(() => Math.floor(real + shift), () => real);
  for (let i = 0; i < 200; i++) {
    real += 7.317;
    const error = clock.at(real) / 1000 - (real + shift);
    if (i > 50) assert.ok(error <= 0.001 && error > -1, `error ${error}`);
  }
  shift -= 3600000;
  real += 5;
  assert.ok(Math.abs(clock.at(real) / 1000 - (real + shift)) < 1.01);
});

function recorder() {
  const told = [];
  const waiting = [];
  const spans = new Spans(message => told.push({ ...message }), task => waiting.push(task));
  return { told, spans, waiting, settle: () => waiting.splice(0).forEach(task => task()) };
}

test('a field change is told at once with the end of the former field', () => {
  const { told, spans, settle } = recorder();
  spans.key(1000, 'a', '');
  spans.key(2000, 'a', '');
  spans.key(2500, 'b', '', false); // Tab comes up in the next field
  assert.deepStrictEqual(told, []);
  spans.key(3000, 'b', 'password');
  assert.deepStrictEqual(told.map(s => [s.field, s.guarded, s.first, s.last]), [['a', false, 1000, 2000]]);
  settle();
  assert.deepStrictEqual(told.map(s => [s.field, s.guarded, s.first, s.last])[1], ['b', true, 3000, 3000]);
});

test('the newest key is said once more when nothing followed', () => {
  const { told, spans, settle } = recorder();
  spans.key(1000, 'a', '');
  settle();
  settle();
  settle();
  assert.deepStrictEqual(told.map(s => s.last), [1000, 1000]);
  spans.key(2000, 'a', '');
  settle();
  spans.key(3000, 'b', '');
  settle();
  assert.deepStrictEqual(told.map(s => s.field), ['a', 'a', 'a', 'b']);
});

test('what loses the keyboard in between makes two spans', () => {
  const { told, spans, settle } = recorder();
  spans.key(1000, 'a', '');
  spans.leave();
  spans.key(9000, 'a', '');
  settle();
  assert.deepStrictEqual(told.map(s => [s.first, s.last]), [[1000, 1000], [9000, 9000]]);
  spans.key(9000 + 3e6, 'a', '');
  settle();
  assert.deepStrictEqual(told.at(-1).first, 9000 + 3e6);
});

test('a field that turns out to be protected is claimed back from its first key, and stays protected', () => {
  const { told, spans, settle } = recorder();
  spans.key(1000, 'a', '');
  spans.key(2000, 'a', '');
  settle();
  spans.key(3000, 'a', 'was-password');
  assert.deepStrictEqual([told.at(-1).guarded, told.at(-1).first, told.at(-1).last], [true, 1000, 3000]);
  spans.leave();
  spans.key(4000, 'a', '');
  settle();
  assert.ok(told.at(-1).guarded);
});

const input = (attributes = {}, more = {}) => ({
  nodeType: 1,
  localName: 'input',
  type: attributes.type ?? 'text',
  maxLength: Number(attributes.maxlength ?? -1),
  getAttribute: key => attributes[key] ?? null,
  hasAttribute: key => key in attributes,
  childNodes: [],
  ...more,
});

test('signals of protected fields', () => {
  const protect = new Protect(() => ({ webkitTextSecurity: 'none', fontFamily: 'serif' }));
  const guarded = [
    { type: 'password' }, { autocomplete: 'cc-number' }, { autocomplete: 'shipping one-time-code' }, { autocomplete: 'new-password' },
    { autocomplete: 'CURRENT-PASSWORD' }, { name: 'cardNumber' }, { id: 'cvc' }, { placeholder: 'One-time code' }, { name: 'otp' }, { name: 'user_pin' },
    { 'aria-label': 'Passwort' }, { name: 'iban' }, { name: 'api_key' }, { name: 'socialSecurityNumber' },
  ];
  for (const attributes of guarded) assert.ok(protect.signal(input(attributes)), JSON.stringify(attributes));
  const open = [{ name: 'email' }, { name: 'opinion' }, { name: 'shipping' }, { name: 'city', autocomplete: 'address-level2' }, { name: 'discard' }, { placeholder: 'Search' }];
  for (const attributes of open) assert.strictEqual(protect.signal(input(attributes)), '', JSON.stringify(attributes));
  const masked = new Protect(() => ({ webkitTextSecurity: 'disc' }));
  assert.strictEqual(masked.signal(input()), 'masked');
  assert.strictEqual(new Protect(() => ({ fontFamily: 'text-security-disc' })).signal(input()), 'masked');
});

test('a password that is shown, or replaced by a text field of its name, stays protected', () => {
  const protect = new Protect(() => ({}));
  const field = input({ type: 'password', name: 'p' });
  assert.strictEqual(protect.signal(field), 'password');
  field.type = 'text';
  assert.strictEqual(protect.signal(field), 'was-password');
  assert.strictEqual(protect.signal(input({ name: 'p' })), 'was-password');
});

test('boxes for one digit each, and three digits beside a card number', () => {
  const protect = new Protect(() => ({}));
  const boxes = [];
  for (let i = 0; i < 6; i++) boxes.push(input({ maxlength: '1' }, { form: { querySelectorAll: () => boxes } }));
  assert.strictEqual(protect.signal(boxes[2]), 'code-boxes');
  const form = { querySelectorAll: () => [input({ autocomplete: 'cc-number' })] };
  assert.strictEqual(protect.signal(input({ maxlength: '3', inputmode: 'numeric', name: 'x' }, { form })), 'document');
  assert.strictEqual(protect.signal(input({ maxlength: '3', inputmode: 'numeric', name: 'x' }, { form: { querySelectorAll: () => [] } })), '');
});

test('what was typed is never a name', () => {
  const typed = input({ value: 'typed secret' }, { value: 'typed secret' });
  assert.strictEqual(name(typed), '');
  assert.strictEqual(role(typed), 'textbox');
  const button = input({ type: 'submit', value: 'Log in' });
  assert.deepStrictEqual([role(button), name(button)], ['button', 'Log in']);
  const editor = { nodeType: 1, localName: 'div', isContentEditable: true, getAttribute: () => null, hasAttribute: () => false, childNodes: [{ nodeType: 3, nodeValue: 'draft' }] };
  assert.deepStrictEqual([role(editor), name(editor)], ['textbox', '']);
  assert.ok(name(input({ type: 'submit', value: 'x'.repeat(1000) })).length <= 128);
});

test('selectors are few, short and leave out ids that were generated', () => {
  const found = selectors({ localName: 'button', id: 'btn-8213af9c', getAttribute: key => (key === 'data-testid' ? 'save' : null), parentElement: null });
  assert.deepStrictEqual(found, { id: '', test: 'save', css: 'button' });
});

test('mail: acts by address and control, on mail pages alone', () => {
  assert.strictEqual(mail.service('https://mail.google.com'), 'gmail');
  assert.strictEqual(mail.service('https://outlook.office.com'), 'outlook');
  assert.strictEqual(mail.service('https://mail.google.com.evil.example'), '');
  const id = 'FMfcgzQXJWDsKmvPLcdCBLrSHzMKrqgs';
  assert.strictEqual(mail.byAddress('gmail', '/mail/u/0/', '#inbox/' + id), 'read');
  assert.strictEqual(mail.byAddress('gmail', '/mail/u/0/', '#label/Work/' + id), 'read');
  assert.strictEqual(mail.byAddress('gmail', '/mail/u/0/', '#inbox'), '');
  assert.strictEqual(mail.byAddress('gmail', '/mail/u/0/', '#search/from%3Ajane'), 'search');
  assert.strictEqual(mail.byAddress('gmail', '/mail/u/0/', '#inbox?compose=new'), 'compose');
  assert.strictEqual(mail.byAddress('outlook', '/mail/inbox/id/AAQkAD', ''), 'read');
  assert.strictEqual(mail.byAddress('outlook', '/mail/deeplink/compose', ''), 'compose');
  assert.strictEqual(mail.byControl('button', 'Reply all'), 'reply');
  assert.strictEqual(mail.byControl('button', 'Archive'), 'file');
  assert.strictEqual(mail.byControl('row', 'Reply'), '');
});

test('sites: an origin, or the hosts below one', () => {
  const sites = ['https://wiki.example.org', 'https://*.example.com'];
  for (const origin of ['https://wiki.example.org', 'https://a.example.com', 'https://a.b.example.com']) assert.ok(listed(sites, origin));
  for (const origin of ['http://wiki.example.org', 'https://example.com', 'https://evilexample.com', 'https://wiki.example.org.evil.net', 'null', '']) {
    assert.ok(!listed(sites, origin), origin);
  }
});

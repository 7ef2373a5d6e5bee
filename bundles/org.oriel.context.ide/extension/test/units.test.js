'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { fileKind } = require('../kinds.js');
const { Fields, LAG } = require('../fields.js');
const { Edits, SETTLE, BURST } = require('../edits.js');
const { Lines } = require('../lines.js');
const { socketPath } = require('../link.js');

test('kinds of files, and secrets before everything else', () => {
  const kinds = {
    source: ['/a/src/Main.java', '/a/x.TS', 'C:\\w\\app.py', '/tests/a/b/c/d/e/f.rs'],
    test: ['/a/src/test/java/MainTest.java', '/a/x.spec.ts', '/a/tests/x.py', '/a/test_x.py', '/a/x_test.go'],
    config: ['/a/package.json', '/a/pom.xml', '/a/Dockerfile', '/a/.eslintrc', '/a/x.yml', '/a/tests/data.json'],
    docs: ['/a/README.md', '/a/LICENSE', '/a/notes.txt'],
    other: ['/a/picture.png', '/a/thing', '/a/data.bin'],
    secret: ['/a/.env', '/a/.env.local', '/a/prod.env', '/home/x/.ssh/config', '/a/id_rsa', '/a/id_ed25519.pub', '/a/server.pem',
      '/a/private.KEY', '/a/.npmrc', '/a/.aws/credentials', '/a/secrets.yaml', '/a/db-secrets.json', '/a/terraform.tfvars'],
  };
  for (const [kind, paths] of Object.entries(kinds)) {
    paths.forEach(path => assert.equal(fileKind(path), kind, path));
  }
});

function fields() {
  const told = [];
  let at = 1_000_000;
  const it = new Fields(message => told.push(message), () => at);
  return { it, told, go: micros => { at += micros; }, at: () => at };
}

test('only what was just proven is told as the editor; all other time is guarded, without a hole', () => {
  const { it, told, go, at } = fields();
  it.focus(true);
  const begun = at();
  go(2_000_000);
  it.tick();
  go(100_000);
  it.proof('source', 3);
  go(10_000);
  it.proof('source', 3);
  go(1_000_000);
  it.focus(false);
  let end = begun;
  for (const stretch of told) {
    assert.equal(stretch.since, end + 1);
    assert.ok(stretch.until >= stretch.since);
    end = stretch.until;
  }
  assert.equal(end, at());
  assert.deepEqual(told.map(stretch => stretch.kind), ['guarded', 'guarded', 'source', 'source', 'guarded']);
  const open = told.filter(stretch => stretch.kind === 'source');
  assert.ok(open.every(stretch => stretch.until - stretch.since < LAG));
});

test('a proof does not reach back to before the terminal was used, nor before the window had the keyboard', () => {
  const { it, told, go, at } = fields();
  it.proof('source', 1);
  assert.deepEqual(told, []);
  it.focus(true);
  go(100_000);
  it.elsewhere();
  const barrier = at();
  go(50_000);
  it.proof('source', 1);
  assert.deepEqual(told.map(s => s.kind), ['guarded', 'source']);
  assert.equal(told[1].since, barrier + 1);
});

function edits() {
  const told = [];
  let at = 0;
  let timers = [];
  const it = new Edits({
    tell: message => told.push(message),
    clock: () => at,
    later: (task, millis) => {
      const timer = { task, due: at + millis };
      timers.push(timer);
      return timer;
    },
    cancel: timer => { timers = timers.filter(each => each !== timer); },
  });
  const go = millis => {
    at += millis;
    const due = timers.filter(timer => timer.due <= at);
    timers = timers.filter(timer => timer.due > at);
    due.forEach(timer => timer.task());
  };
  const change = (offset, deleted, text, line = 0) => [{ offset, deleted, text, line, lines: 1 }];
  return { it, told, go, change };
}

test('typing is one edit, with its size and no text', () => {
  const { it, told, go, change } = edits();
  [...'hello'].forEach((letter, i) => {
    it.changed('d', change(i, 0, letter));
    it.keyboard('d');
    go(100);
  });
  it.changed('d', change(4, 1, ''));
  it.keyboard('d');
  it.changed('d', change(4, 0, '\n    ', 0));
  it.keyboard('d');
  assert.deepEqual(told, []);
  go(BURST);
  assert.deepEqual(told, [{ type: 'edit', kind: 'typed', author: 'human', inserted: 10, deleted: 1, lines: 2 }]);
});

test('pasted, undone, done again, formatted while saving, and from elsewhere', () => {
  const { it, told, go, change } = edits();
  it.changed('d', change(0, 0, 'a long piece of text'));
  it.keyboard('d');
  it.changed('d', change(0, 20, ''), { reason: 'undo' });
  it.changed('d', change(0, 0, 'a long piece of text'), { reason: 'redo' });
  it.willSave('d');
  it.changed('d', change(0, 1, '  '));
  it.saved('d');
  it.changed('d', change(0, 3, 'x'));
  go(SETTLE);
  assert.deepEqual(told.map(edit => [edit.kind, edit.author]), [
    ['pasted', 'human'], ['undo', 'human'], ['redo', 'human'], ['format', 'unknown'], ['external', 'unknown'],
  ]);
});

test('an accepted suggestion is the assistant\'s; undoing it, or changing it, is told once', () => {
  const { it, told, go, change } = edits();
  it.marked('inline');
  it.changed('d', change(10, 0, 'return a + b;'));
  it.keyboard('d');
  assert.deepEqual(told.map(m => [m.type, m.kind ?? m.act, m.author]), [['edit', 'inline', 'assistant'], ['authorship', 'accepted', 'assistant']]);
  it.changed('d', change(10, 13, ''), { reason: 'undo' });
  assert.deepEqual(told.at(-1), { type: 'authorship', author: 'human', act: 'undone', characters: 13, tool: 'inline' });
  told.length = 0;
  it.changed('d', change(10, 13, ''), { reason: 'undo' });
  assert.equal(told.filter(m => m.type === 'authorship').length, 0);

  it.marked('completion');
  it.changed('d', change(10, 0, 'return a + b;'));
  it.keyboard('d');
  told.length = 0;
  it.changed('d', change(0, 0, 'x'));
  it.keyboard('d');
  it.changed('d', change(24, 0, 'y'));
  it.keyboard('d');
  go(BURST);
  assert.deepEqual(told.filter(m => m.type === 'authorship'), [], 'before it and after it is not in it');
  it.changed('d', change(15, 1, ''));
  it.keyboard('d');
  it.changed('d', change(15, 1, ''));
  it.keyboard('d');
  assert.deepEqual(told.filter(m => m.type === 'authorship').map(m => m.act), ['corrected']);
});

test('a mark is for the change that follows it, not for one much later', () => {
  const { it, told, go, change } = edits();
  it.marked('inline');
  go(2000);
  it.changed('d', change(0, 0, 'a'));
  it.keyboard('d');
  go(BURST);
  assert.deepEqual(told.map(m => [m.kind, m.author]), [['typed', 'human']]);
});

test('lines: never by default, whole when the caret left them, shapes without letters and digits', () => {
  const told = [];
  const it = new Lines(message => told.push(message));
  const document = { lineCount: 2, lineAt: line => ({ text: ['let pin = 4711; // Zoë', 'b'][line] }) };
  it.touched(document, 0);
  it.left();
  assert.deepEqual(told, []);
  it.policy('redacted');
  it.touched(document, 0);
  it.caret(document, 0);
  assert.deepEqual(told, []);
  it.caret(document, 1);
  assert.deepEqual(told, [{ type: 'content', text: 'let pin = 4711; // Zoë' }]);
  it.policy('shape');
  it.touched(document, 0);
  it.left();
  assert.equal(told[1].text, 'aaa aaa = 0000; // aaa');
});

test('where the socket is', () => {
  assert.equal(socketPath('/x/y', {}), '/x/y');
  assert.equal(socketPath('', { XDG_RUNTIME_DIR: '/run/user/7' }), '/run/user/7/oriel/ide.sock');
  assert.equal(socketPath('', { HOME: '/home/x' }), '/home/x/.local/state/oriel/ide.sock');
});

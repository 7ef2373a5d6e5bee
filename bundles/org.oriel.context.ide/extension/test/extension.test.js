'use strict';
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { extension, vscode, Document, fire, open, edit, select, type, settings, commands, executed } = require('./load.js');

async function until(what, condition) {
  const end = Date.now() + 20_000;
  while (!condition()) {
    assert.ok(Date.now() < end, `not within 20 s: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

/** Oriel's end of the socket. */
async function oriel(t, { content = 'none', project = true, proposed = false } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oriel-ide-'));
  const file = path.join(folder, 'ide.sock');
  const lines = [];
  let connection;
  const server = net.createServer(socket => {
    connection = socket;
    let rest = '';
    socket.setEncoding('utf8').on('data', text => {
      const all = (rest + text).split('\n');
      rest = all.pop();
      all.forEach(line => lines.push(JSON.parse(line)));
      if (lines.length === 1) {
        socket.write(JSON.stringify({ type: 'config', content, project }) + '\n');
      }
    }).on('error', () => {});
  });
  await new Promise(resolve => server.listen(file, resolve));
  settings.socket = file;
  settings.proposed = proposed;
  const api = extension.activate();
  t.after(async () => {
    extension.deactivate();
    connection?.destroy();
    await new Promise(resolve => server.close(resolve));
    fs.rmSync(folder, { recursive: true });
  });
  const of = kind => lines.filter(line => line.type === kind);
  return { lines, of, api };
}

test('says who it is, then the document: project, language, kind, and no path', async t => {
  open(new Document('/home/mara/tidewater/src/berth.js'));
  const { lines, of } = await oriel(t);
  await until('the document is told', () => of('document').length === 1);
  assert.deepEqual(lines[0], { type: 'hello', protocol: 1, extension: 'oriel.oriel-ide', version: '0.1.0' });
  const { project, language, kind } = of('document')[0];
  assert.deepEqual({ project, language, kind }, { project: 'tidewater', language: 'javascript', kind: 'source' });
  open(new Document('/home/mara/tidewater/.env', '', { languageId: 'dotenv' }));
  await until('the other is told', () => of('document').length === 2);
  assert.equal(of('document')[1].kind, 'secret');
  assert.doesNotMatch(JSON.stringify(lines), /mara|berth/);
});

test('a project is not named where none is wanted', async t => {
  open(new Document('/a/b.js'));
  const { of } = await oriel(t, { project: false });
  await until('the document is told', () => of('document').length === 1);
  assert.equal(of('document')[0].project, '');
});

test('typing: proof for the editor, an edit with its size, and no letter of it', async t => {
  const document = new Document('/a/b.js');
  open(document);
  const { lines, of } = await oriel(t);
  await until('connected', () => of('document').length === 1);
  type(document, 0, 'xylophone');
  await until('the edit is told', () => of('edit').length === 1);
  const { kind, author, inserted, lines: touched } = of('edit')[0];
  assert.deepEqual({ kind, author, inserted, touched }, { kind: 'typed', author: 'human', inserted: 9, touched: 1 });
  assert.ok(of('field').some(field => field.kind === 'source'));
  assert.doesNotMatch(JSON.stringify(lines), /xylophone|"x"|"text"/);
});

test('a caret that no key moved proves nothing: the terminal\'s keys stay guarded while an assistant writes', async t => {
  const document = new Document('/a/b.js');
  open(document);
  const { of } = await oriel(t);
  await until('connected', () => of('document').length === 1);
  fire('openTerminal', {});
  for (let i = 0; i < 5; i++) {
    edit(document, 0, 0, 'generated();\n');
  }
  await until('told', () => of('edit').length >= 1 && of('field').length >= 2);
  assert.ok(of('command').some(command => command.event === 'terminal'));
  assert.deepEqual([...new Set(of('field').map(field => field.kind))], ['guarded']);
  assert.equal(of('edit')[0].author, 'unknown');
});

test('a secret file is told as secret; a commit message is no document', async t => {
  const secret = new Document('/a/.env', '', { languageId: 'dotenv' });
  open(secret);
  const { of, lines } = await oriel(t, { content: 'redacted' });
  await until('connected', () => of('document').length === 1);
  type(secret, 0, 'KEY=hunter2');
  fire('save', secret);
  await until('the edit is told', () => of('edit').length === 1 && of('command').length === 1);
  assert.ok(of('field').every(field => ['secret', 'guarded'].includes(field.kind)));
  assert.equal(of('content').length, 0);
  assert.doesNotMatch(JSON.stringify(lines), /hunter2/);
  const message = new Document('/scm', '', { scheme: 'vscode-scm' });
  open(message);
  const before = lines.filter(line => line.type !== 'field').length;
  type(message, 0, 'fix');
  await until('time goes on', () => of('field').at(-1).kind === 'guarded');
  assert.equal(lines.filter(line => line.type !== 'field').length, before);
});

test('accepting by key runs the command it stands for, and the text is the assistant\'s', async t => {
  const document = new Document('/a/b.js');
  open(document);
  const { of } = await oriel(t);
  await until('connected', () => of('document').length === 1);
  executed.length = 0;
  commands.set('editor.action.inlineSuggest.commit', () => edit(document, 0, 0, 'return a + b;', { kind: 1 }));
  await commands.get('oriel.accept')({ command: 'editor.action.inlineSuggest.commit' });
  await commands.get('oriel.accept')({ command: 'workbench.action.quit' });
  assert.deepEqual(executed, ['editor.action.inlineSuggest.commit']);
  edit(document, 0, 13, '', { reason: 1 });
  await until('told', () => of('authorship').length === 2);
  assert.deepEqual(of('authorship').map(m => [m.act, m.author, m.tool]), [['accepted', 'assistant', 'inline'], ['undone', 'human', 'inline']]);
  assert.equal(of('command')[0].command, 'editor.action.inlineSuggest.commit');
});

test('an assistant that tells it is about to edit; save, run, debug, selections; commands where they are visible', async t => {
  const document = new Document('/a/b.js', 'let a;\nlet b;\n');
  open(document);
  const { of, api } = await oriel(t, { proposed: true });
  await until('connected', () => of('document').length === 1);
  api.assistant({ event: 'applied' });
  edit(document, 0, 0, 'function f() {}\n');
  fire('command', { command: 'type' });
  fire('command', { command: 'editor.action.rename' });
  ['task', 'debugStart', 'debugStop'].forEach(name => fire(name, {}));
  fire('save', document);
  select(document, { line: 0, character: 0 }, { line: 1, character: 3 }, 2);
  await until('told', () => of('selection').length === 1 && of('command').length === 5 && of('authorship').length === 1);
  assert.deepEqual(of('command').map(c => c.command ?? c.event), ['editor.action.rename', 'run', 'debug-start', 'debug-stop', 'save']);
  assert.equal(of('authorship')[0].act, 'applied');
  const { characters, lines, cursors } = of('selection')[0];
  assert.deepEqual({ characters, lines, cursors }, { characters: 19, lines: 2, cursors: 1 });
});

test('code is told where the policy says so, a line when the caret has left it', async t => {
  const document = new Document('/a/b.js');
  open(document);
  const { of } = await oriel(t, { content: 'shape' });
  await until('connected', () => of('document').length === 1);
  type(document, 0, 'let pin = 42;');
  assert.equal(of('content').length, 0);
  edit(document, 13, 0, '\n', { kind: 1 });
  await until('the line is told', () => of('content').length === 1);
  assert.equal(of('content')[0].text, 'aaa aaa = 00;');
});

test('nothing is told to a socket that others could have put there', async t => {
  const { trusted } = require('../link.js');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oriel-ide-'));
  const file = path.join(folder, 'ide.sock');
  const server = net.createServer(() => {});
  await new Promise(resolve => server.listen(file, resolve));
  t.after(() => { server.close(); fs.rmSync(folder, { recursive: true }); });
  assert.equal(trusted(file), true);
  fs.chmodSync(folder, 0o755);
  assert.equal(trusted(file), false);
  assert.equal(trusted(path.join(folder, 'none.sock')), false);
});

'use strict';
// Wires the editor's events to what Oriel is told.

const vscode = require('vscode');
const { fileKind } = require('./kinds.js');
const { Link, socketPath } = require('./link.js');
const { Fields } = require('./fields.js');
const { Edits } = require('./edits.js');
const { Lines } = require('./lines.js');

/** Accepting a suggestion: what these commands insert was written by a tool. */
const ACCEPTS = new Map([
  ['editor.action.inlineSuggest.commit', 'inline'],
  ['editor.action.inlineSuggest.acceptNextWord', 'inline'],
  ['editor.action.inlineSuggest.acceptNextLine', 'inline'],
  ['acceptSelectedSuggestion', 'completion'],
  ['inlineChat.acceptChanges', 'agent'],
  ['chatEditor.action.accept', 'agent'],
  ['chatEditing.acceptAllFiles', 'agent'],
]);
const TICK_MILLIS = 100;
const SELECTION_MILLIS = 500;
const ELSEWHERE = new Set(['output', 'debug', 'vscode-scm', 'comment', 'search-editor', 'vscode-terminal', 'vscode-interactive-input']);

/** Microseconds of CLOCK_MONOTONIC, which Oriel has too. */
const now = () => Number(process.hrtime.bigint() / 1000n);

class Extension {
  constructor() {
    this.subscriptions = [];
    this.numbers = new WeakMap();
    this.count = 0;
    this.selection = null;
    this.fields = new Fields(message => this.link.send(message), now);
    this.edits = new Edits({ tell: message => this.say(message) });
    this.lines = new Lines(message => this.say(message));
    this.link = new Link({
      file: socketPath(vscode.workspace.getConfiguration('oriel').get('socket'), process.env),
      hello: { type: 'hello', protocol: 1, extension: 'oriel.oriel-ide', version: '0.1.0' },
      onConfig: config => {
        this.lines.policy(config.content);
        this.fields.focus(false);
        this.fields.focus(vscode.window.state.focused);
        this.document();
      },
      onGone: () => this.lines.policy('none'),
    });
  }

  start() {
    const on = (event, listener) => typeof event === 'function' && this.subscriptions.push(event(safe(listener)));
    const { window, workspace, debug, tasks, commands } = vscode;
    on(window.onDidChangeWindowState, state => this.fields.focus(state.focused));
    on(window.onDidChangeActiveTextEditor, () => this.switched());
    on(window.onDidChangeTextEditorSelection, event => this.selected(event));
    on(window.onDidChangeActiveTerminal, terminal => terminal && this.terminal());
    on(window.onDidOpenTerminal, () => this.terminal());
    on(window.onDidStartTerminalShellExecution, () => this.fields.elsewhere());
    on(workspace.onDidChangeTextDocument, event => this.changed(event));
    on(workspace.onWillSaveTextDocument, event => this.edits.willSave(event.document));
    on(workspace.onDidSaveTextDocument, document => this.saved(document));
    on(workspace.onDidCloseTextDocument, document => this.edits.closed(document));
    on(tasks?.onDidStartTask, () => this.say({ type: 'command', event: 'run' }));
    on(debug?.onDidStartDebugSession, () => this.say({ type: 'command', event: 'debug-start' }));
    on(debug?.onDidTerminateDebugSession, () => this.say({ type: 'command', event: 'debug-stop' }));
    this.subscriptions.push(commands.registerCommand('oriel.accept', args => this.accept(args)));
    this.watchCommands();
    const timer = setInterval(safe(() => this.fields.tick()), TICK_MILLIS);
    timer.unref?.();
    this.subscriptions.push({ dispose: () => clearInterval(timer) });
    this.link.open();
  }

  /** Only some builds let an extension see commands (a proposed API); elsewhere keys of acceptance are all there is. */
  watchCommands() {
    try {
      this.subscriptions.push(vscode.commands.onDidExecuteCommand(safe(({ command }) => this.executed(command))));
    } catch {
      // Not here.
    }
  }

  /** An assistant tells what it does: { event: 'applied' } just before its edit. */
  assistant({ event } = {}) {
    if (event === 'applied') {
      this.edits.marked('agent');
    }
  }

  async accept(args) {
    const command = args?.command;
    if (!ACCEPTS.has(command)) {
      return;
    }
    safe(() => this.executed(command))();
    await vscode.commands.executeCommand(command);
  }

  executed(command) {
    if (ACCEPTS.has(command)) {
      this.edits.marked(ACCEPTS.get(command));
    }
    // Typing is a command too, one for each key; and our own stands for another.
    if (!/^(type|oriel\.|_|default:|replacePreviousChar|compositionType|cursor|deleteLeft)/.test(command)) {
      this.say({ type: 'command', event: 'command', command });
    }
  }

  say(message) {
    this.link.send({ at: now(), ...message });
  }

  number(document) {
    if (!this.numbers.has(document)) {
      this.numbers.set(document, ++this.count);
    }
    return this.numbers.get(document);
  }

  isFile(document) {
    return !ELSEWHERE.has(document.uri.scheme);
  }

  active() {
    const editor = vscode.window.activeTextEditor;
    return editor !== undefined && this.isFile(editor.document) ? editor.document : null;
  }

  switched() {
    this.fields.elsewhere();
    this.lines.left();
    this.document();
  }

  document() {
    const document = this.active();
    if (document !== null && this.link.config !== null) {
      const folder = this.link.config.project ? vscode.workspace.getWorkspaceFolder(document.uri) : undefined;
      const language = String(document.languageId).toLowerCase();
      this.say({ type: 'document', project: folder?.name ?? '', language, kind: fileKind(document.uri.path) });
    }
  }

  selected({ textEditor, selections, kind }) {
    const document = textEditor.document;
    if (textEditor !== vscode.window.activeTextEditor || !this.isFile(document)) {
      return;
    }
    if (kind === vscode.TextEditorSelectionChangeKind.Keyboard) {
      this.fields.proof(fileKind(document.uri.path), this.number(document));
      this.edits.keyboard(document);
    }
    this.lines.caret(document, selections[0].active.line);
    clearTimeout(this.selection);
    if (selections.some(selection => !selection.isEmpty)) {
      this.selection = setTimeout(safe(() => this.shape(document, selections)), SELECTION_MILLIS);
      this.selection.unref?.();
    }
  }

  shape(document, selections) {
    const characters = selections.reduce((all, s) => all + document.offsetAt(s.end) - document.offsetAt(s.start), 0);
    const lines = selections.reduce((all, s) => all + s.end.line - s.start.line + 1, 0);
    this.say({ type: 'selection', characters, lines, cursors: selections.length });
  }

  terminal() {
    this.fields.elsewhere();
    this.say({ type: 'command', event: 'terminal' });
  }

  changed({ document, contentChanges, reason }) {
    if (!this.isFile(document)) {
      return;
    }
    const changes = contentChanges.map(change => ({
      offset: change.rangeOffset,
      deleted: change.rangeLength,
      text: change.text,
      line: change.range.start.line,
      lines: change.range.end.line - change.range.start.line + 1,
    }));
    const { Undo, Redo } = vscode.TextDocumentChangeReason;
    this.edits.changed(document, changes, {
      reason: reason === Undo ? 'undo' : reason === Redo ? 'redo' : '',
    });
    if (document === this.active() && fileKind(document.uri.path) !== 'secret') {
      changes.forEach(change => this.lines.touched(document, change.line));
    }
  }

  saved(document) {
    this.edits.saved(document);
    this.lines.left();
    if (this.isFile(document)) {
      this.say({ type: 'command', event: 'save' });
    }
  }

  dispose() {
    this.fields.focus(false);
    this.edits.dispose();
    clearTimeout(this.selection);
    this.subscriptions.forEach(subscription => subscription.dispose());
    this.link.close();
  }
}

/** Nothing that goes wrong here may disturb the editor. */
function safe(listener) {
  return (...values) => {
    try {
      return listener(...values);
    } catch {
      return undefined;
    }
  };
}

let extension;

function activate() {
  extension = new Extension();
  extension.start();
  return { assistant: event => extension?.assistant(event) };
}

function deactivate() {
  extension?.dispose();
  extension = undefined;
}

module.exports = { activate, deactivate };

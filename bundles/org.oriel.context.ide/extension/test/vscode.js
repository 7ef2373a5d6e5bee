'use strict';
// A stand-in for the editor's API, with hands to act.

const listeners = new Map();
const event = name => listener => {
  const all = listeners.get(name) ?? [];
  listeners.set(name, [...all, listener]);
  return { dispose: () => listeners.set(name, listeners.get(name).filter(each => each !== listener)) };
};
const fire = (name, value) => (listeners.get(name) ?? []).forEach(listener => listener(value));

class Document {
  constructor(path, text = '', { scheme = 'file', languageId = 'javascript' } = {}) {
    this.uri = { scheme, path };
    this.languageId = languageId;
    this.text = text;
  }
  get lineCount() { return this.text.split('\n').length; }
  lineAt(line) { return { text: this.text.split('\n')[line] }; }
  offsetAt({ line, character }) {
    return this.text.split('\n').slice(0, line).reduce((all, text) => all + text.length + 1, 0) + character;
  }
  positionAt(offset) {
    const before = this.text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1).length };
  }
}

const settings = {};
const commands = new Map();
const executed = [];
const vscode = {
  TextEditorSelectionChangeKind: { Keyboard: 1, Mouse: 2, Command: 3 },
  TextDocumentChangeReason: { Undo: 1, Redo: 2 },
  window: {
    state: { focused: true },
    activeTextEditor: undefined,
    onDidChangeWindowState: event('state'),
    onDidChangeActiveTextEditor: event('editor'),
    onDidChangeTextEditorSelection: event('selection'),
    onDidChangeActiveTerminal: event('activeTerminal'),
    onDidOpenTerminal: event('openTerminal'),
  },
  workspace: {
    getConfiguration: () => ({ get: name => settings[name] }),
    getWorkspaceFolder: () => ({ name: 'tidewater' }),
    onDidChangeTextDocument: event('change'),
    onWillSaveTextDocument: event('willSave'),
    onDidSaveTextDocument: event('save'),
    onDidCloseTextDocument: event('close'),
  },
  debug: { onDidStartDebugSession: event('debugStart'), onDidTerminateDebugSession: event('debugStop') },
  tasks: { onDidStartTask: event('task') },
  commands: {
    registerCommand: (name, run) => {
      commands.set(name, run);
      return { dispose: () => commands.delete(name) };
    },
    executeCommand: async (name, ...values) => {
      executed.push(name);
      return commands.get(name)?.(...values);
    },
    get onDidExecuteCommand() {
      if (settings.proposed) {
        return event('command');
      }
      throw new Error('this is a proposed API');
    },
  },
};

/** Shows a document in the active editor. */
function open(document) {
  vscode.window.activeTextEditor = { document };
  fire('editor', vscode.window.activeTextEditor);
}

/** Changes the text; the editor tells it, and then the caret, which a key moved where kind says so. */
function edit(document, offset, deleted, text, { reason, kind } = {}) {
  const start = document.positionAt(offset);
  const end = document.positionAt(offset + deleted);
  document.text = document.text.slice(0, offset) + text + document.text.slice(offset + deleted);
  fire('change', {
    document,
    reason,
    contentChanges: [{ rangeOffset: offset, rangeLength: deleted, text, range: { start, end } }],
  });
  const at = document.positionAt(offset + text.length);
  select(document, at, at, kind);
}

function select(document, start, end, kind) {
  const isEmpty = start.line === end.line && start.character === end.character;
  fire('selection', { textEditor: vscode.window.activeTextEditor, selections: [{ start, end, active: end, isEmpty }], kind });
}

function type(document, offset, text) {
  [...text].forEach((letter, i) => edit(document, offset + i, 0, letter, { kind: 1 }));
}

module.exports = { vscode, Document, fire, open, edit, select, type, settings, commands, executed };

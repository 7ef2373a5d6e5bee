'use strict';
// What an edit was: its size and where it came from, never what it says.

/** The keyboard's mark on an edit (a moved caret) follows it within this. Milliseconds. */
const SETTLE = 60;
/** Typing is told as one edit until it rests for so long. */
const BURST = 1000;
/** An accepted suggestion changes the text within this. */
const MARKED = 500;
/** Changing what an assistant wrote within this is a correction. */
const CORRECTION = 60_000;

const SHORT = /^(\r?\n[ \t]*|\S{1,2}|[ \t]{1,8})$/;

class Edits {
  /** tell(message); clock() in milliseconds; later(task, millis) returns something that cancel() takes. */
  constructor({ tell, clock = () => performance.now(), later = setTimeout, cancel = clearTimeout }) {
    this.tell = tell;
    this.clock = clock;
    this.later = later;
    this.cancel = cancel;
    this.pending = [];
    this.burst = null;
    this.mark = null;
    this.saving = new Set();
    this.documents = new Map();
  }

  /** A suggestion is being accepted, or an assistant's edit applied. */
  marked(tool) {
    this.mark = { tool, at: this.clock() };
  }

  willSave(document) {
    this.saving.add(document);
  }

  saved(document) {
    this.settle(document);
    this.saving.delete(document);
  }

  closed(document) {
    this.settle(document);
    this.saving.delete(document);
    this.documents.delete(document);
  }

  /** A document changed: changes are {offset, deleted, text, line, lines}, reason is '', 'undo' or 'redo'. */
  changed(document, changes, { reason = '' } = {}) {
    if (changes.length === 0) {
      return;
    }
    const edit = { document, changes, reason, keyboard: false, saving: this.saving.has(document), timer: null, at: this.clock() };
    this.pending.push(edit);
    if (reason !== '') {
      this.settle(document);
    } else {
      edit.timer = this.later(() => this.settle(document), SETTLE);
    }
  }

  /** A key moved the caret in a document: what changed it just before was typed or pasted. */
  keyboard(document) {
    for (const edit of this.pending) {
      if (edit.document === document) {
        edit.keyboard = true;
      }
    }
    this.settle(document);
  }

  settle(document) {
    const mine = this.pending.filter(edit => edit.document === document);
    this.pending = this.pending.filter(edit => edit.document !== document);
    for (const edit of mine) {
      this.cancel(edit.timer);
      this.judge(edit);
    }
  }

  judge(edit) {
    const { kind, author, tool } = this.kindOf(edit);
    const inserted = sum(edit.changes, change => change.text.length);
    const deleted = sum(edit.changes, change => change.deleted);
    const lines = new Set(edit.changes.flatMap(change => span(change.line, Math.max(change.lines, newlines(change.text)))));
    if (this.burst !== null && (this.burst.kind !== kind || this.burst.document !== edit.document || kind !== 'typed')) {
      this.flush();
    }
    this.burst ??= { document: edit.document, kind, author, inserted: 0, deleted: 0, lines: new Set(), timer: null };
    this.burst.inserted += inserted;
    this.burst.deleted += deleted;
    lines.forEach(line => this.burst.lines.add(line));
    this.cancel(this.burst.timer);
    if (kind === 'typed') {
      this.burst.timer = this.later(() => this.flush(), BURST);
    } else {
      this.flush();
    }
    this.authorship(edit, kind, author, tool, inserted + deleted);
  }

  kindOf(edit) {
    if (edit.reason !== '') {
      return { kind: edit.reason, author: 'human', tool: '' };
    }
    if (this.mark !== null && Math.abs(edit.at - this.mark.at) < MARKED) {
      const tool = this.mark.tool;
      // An agent's edit is many changes; an accepted suggestion is one.
      this.mark = tool === 'agent' ? this.mark : null;
      return { kind: tool === 'completion' ? 'completion' : 'inline', author: 'assistant', tool };
    }
    if (edit.keyboard) {
      const typed = edit.changes.every(change => change.text === '' || SHORT.test(change.text));
      return { kind: typed ? 'typed' : 'pasted', author: 'human', tool: '' };
    }
    return { kind: edit.saving ? 'format' : 'external', author: 'unknown', tool: '' };
  }

  authorship(edit, kind, author, tool, characters) {
    const known = this.documents.get(edit.document) ?? null;
    if (author === 'assistant') {
      this.tell({ type: 'authorship', author, act: tool === 'agent' ? 'applied' : 'accepted', characters, tool });
      this.documents.set(edit.document, { tool, at: this.clock(), ranges: ranges(edit.changes), last: true, corrected: false });
      return;
    }
    if (known === null) {
      return;
    }
    if (kind === 'undo' && known.last) {
      this.tell({ type: 'authorship', author: 'human', act: 'undone', characters, tool: known.tool });
      this.documents.delete(edit.document);
      return;
    }
    const touched = edit.changes.some(change => known.ranges.some(range => touches(change, range)));
    if (author === 'human' && kind !== 'undo' && kind !== 'redo' && touched && !known.corrected
        && this.clock() - known.at < CORRECTION) {
      known.corrected = true;
      this.tell({ type: 'authorship', author: 'human', act: 'corrected', characters, tool: known.tool });
    }
    known.last = false;
    edit.changes.forEach(change => known.ranges.forEach(range => shift(range, change)));
  }

  flush() {
    const burst = this.burst;
    this.burst = null;
    if (burst !== null) {
      this.cancel(burst.timer);
      const { kind, author, inserted, deleted } = burst;
      this.tell({ type: 'edit', kind, author, inserted, deleted, lines: burst.lines.size });
    }
  }

  dispose() {
    this.pending.forEach(edit => this.cancel(edit.timer));
    this.pending = [];
    this.flush();
  }
}

const sum = (all, of) => all.reduce((total, each) => total + of(each), 0);
const newlines = text => text.split('\n').length;
const span = (line, count) => Array.from({ length: Math.min(count, 10_000) }, (ignored, i) => line + i);

/** Where the inserted text stands afterwards; editors tell changes from the last to the first, by offsets before them. */
function ranges(changes) {
  const sorted = [...changes].sort((a, b) => a.offset - b.offset);
  let moved = 0;
  return sorted.map(change => {
    const start = change.offset + moved;
    moved += change.text.length - change.deleted;
    return { start, end: start + change.text.length };
  });
}

/** Whether a change goes into a range, or takes from it; going on at its end is not a correction. */
function touches(change, range) {
  const end = change.offset + change.deleted;
  return change.deleted > 0
    ? change.offset < range.end && end > range.start
    : change.offset > range.start && change.offset < range.end;
}

function shift(range, change) {
  const more = change.text.length - change.deleted;
  if (change.offset + change.deleted <= range.start) {
    range.start += more;
    range.end += more;
  } else if (change.offset < range.end) {
    range.end = Math.max(range.start, range.end + more);
  }
}

module.exports = { Edits, SETTLE, BURST };

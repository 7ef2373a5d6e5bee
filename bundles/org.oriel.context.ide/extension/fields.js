'use strict';
// Where keys went, told as stretches of time.
//
// No extension can ask which part of the window has the keyboard. What it can see is that the caret of an editor moved
// because of a key: so much is proof for the moment just before. Everything else in a window with the focus (terminal,
// palette, search, commit message) is told as guarded, and so is a key that moved nothing.

/** A key reaches the extension as a moved caret within this, or counts as having gone elsewhere. Microseconds. */
const LAG = 250_000;

class Fields {
  constructor(tell, now) {
    this.tell = tell;
    this.now = now;
    this.focused = false;
    this.told = 0; // up to here everything was told
    this.barrier = 0; // no proof reaches back over this: the keyboard went elsewhere then
  }

  focus(has) {
    const at = this.now();
    if (has && !this.focused) {
      this.told = at;
      this.barrier = at;
    } else if (!has && this.focused) {
      this.guarded(at);
    }
    this.focused = has;
  }

  /** Something other than the editor got the keyboard, or another editor did. */
  elsewhere() {
    this.barrier = this.now();
  }

  /** A key just moved the caret of the active editor. */
  proof(kind, document) {
    if (!this.focused) {
      return;
    }
    const at = this.now();
    const since = Math.max(this.told, this.barrier, at - LAG);
    this.guarded(since);
    if (at > since) {
      this.tell({ type: 'field', since: since + 1, until: at, kind, document });
    }
    this.told = at;
  }

  /** Called about ten times a second. */
  tick() {
    if (this.focused) {
      this.guarded(this.now() - LAG);
    }
  }

  guarded(until) {
    if (until > this.told) {
      this.tell({ type: 'field', since: this.told + 1, until, kind: 'guarded', document: 0 });
      this.told = until;
    }
  }
}

module.exports = { Fields, LAG };

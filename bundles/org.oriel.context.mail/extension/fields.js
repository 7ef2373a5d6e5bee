'use strict';
// Where keys went, told as stretches of time.
//
// Only the text of a message that is being written can say that a key went into it, and only where the policy wants to
// know. Everything else in a mail program is told as guarded: search, addresses, subject, passwords.

/** How long a key may take to be told by the text it went into. Milliseconds. */
const LAG = 150;

class Fields {
  constructor(tell, now) {
    this.tell = tell;
    this.now = now;
    this.typing = false;
    this.told = 0; // up to here everything was told
  }

  /** From now on it tells. */
  begin(typing) {
    this.typing = typing;
    this.told = this.now();
  }

  /** A key went into the text of message number at that time; the text has the keyboard since another. */
  typed(number, at, since) {
    if (!this.typing || at > this.now()) {
      return;
    }
    // A key that was told as guarded stays so.
    const from = Math.max(this.told, since, at - LAG);
    if (at > from) {
      this.guarded(from);
      this.tell({ type: 'field', since: from, until: at, kind: 'body', message: number });
      this.told = at;
    }
  }

  /** Called about ten times a second, twice where no window is known to have the keyboard: a dialog may. */
  tick() {
    this.guarded(this.now() - (this.typing ? LAG : 0));
  }

  guarded(until) {
    if (until > this.told) {
      this.tell({ type: 'field', since: this.told, until, kind: 'guarded', message: 0 });
      this.told = until;
    }
  }
}

if (typeof module !== 'undefined') {
  module.exports = { Fields, LAG };
}

// Which field had the keyboard from when to when. Only times and the field's number; no key, no value.
(root => {
  const GAP = 2e6; // µs; after a longer silence nothing is said of the time in between
  const FLUSH = 8; // ms; several keys at once are told at once

  class Spans {
    constructor(send, later = (task, millis) => setTimeout(task, millis)) {
      this.send = send;
      this.later = later;
      this.current = null;
      this.focused = 0;
      this.waiting = false;
    }

    focus(time) {
      this.focused = time;
    }

    // A key went down in a field: this is where the keyboard was at that time. That it went up there says so too, but begins
    // nothing: the key that leaves a field goes up in the next one.
    key(time, field, signal, down = true) {
      const now = this.current;
      if (now && now.field === field && !now.broken && time - now.last <= GAP) {
        now.last = Math.max(now.last, time);
        now.told = false;
        if (signal && !now.guarded) {
          // What was typed before is claimed back: the hold-back may still have it.
          now.guarded = true;
          now.signal = signal;
          now.first = now.began;
          this.tell(now);
          return;
        }
      } else if (!down) {
        return;
      } else {
        if (now && !now.told) this.tell(now);
        const goesOn = now && now.field === field;
        const guarded = Boolean(signal) || Boolean(goesOn && now.guarded);
        this.current = {
          field,
          guarded,
          signal: signal || (guarded ? now.signal : ''),
          began: goesOn ? now.began : time,
          first: time,
          last: time,
          focus: this.focused,
          told: false,
          broken: false,
        };
      }
      this.soon();
    }

    // The keyboard may have been elsewhere from here on: another window, the address bar, another field.
    leave() {
      if (this.current) {
        this.current.broken = true;
        this.flush();
      }
    }

    soon() {
      if (this.waiting) return;
      this.waiting = true;
      this.later(() => {
        this.waiting = false;
        this.flush();
      }, FLUSH);
    }

    flush() {
      if (this.current && !this.current.told) this.tell(this.current);
    }

    tell(span) {
      span.told = true;
      this.send({
        t: 'span',
        field: span.field,
        guarded: span.guarded,
        signal: span.signal,
        first: span.first,
        last: span.last,
        focus: span.focus,
      });
    }
  }

  root.oriel = Object.assign(root.oriel ?? {}, { Spans });
})(globalThis);

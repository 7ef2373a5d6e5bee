// Wall time in microseconds of an event, from its timeStamp. Date.now() is cut to milliseconds, so the difference to the page's
// own clock is at its true value when it is largest; it is kept for ten to twenty seconds, because clocks are slewed.
(root => {
  const WINDOW = 10000;
  const STEP = 20;

  class Clock {
    constructor(wall = () => Date.now(), own = () => performance.now()) {
      this.wall = wall;
      this.own = own;
      this.since = -Infinity;
      this.former = -Infinity;
      this.best = -Infinity;
    }

    offset() {
      const own = this.own();
      const now = this.wall() - own;
      if (Math.abs(now - this.best) > STEP) {
        this.former = this.best = now;
        this.since = own;
      } else if (own - this.since > WINDOW) {
        this.former = this.best;
        this.best = now;
        this.since = own;
      } else if (now > this.best) {
        this.best = now;
      }
      return Math.max(this.best, Math.abs(this.former - now) > STEP ? -Infinity : this.former);
    }

    at(timeStamp) {
      return Math.round((timeStamp + this.offset()) * 1000);
    }

    now() {
      return this.at(this.own());
    }
  }

  root.oriel = Object.assign(root.oriel ?? {}, { Clock });
})(globalThis);

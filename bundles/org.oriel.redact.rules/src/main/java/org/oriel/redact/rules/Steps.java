package org.oriel.redact.rules;

/**
 * Counts the work that a text costs, in looks at characters, and ends it when it is too much: in time, or in steps where
 * the clock is of no use. The clock is read rarely, so a short text never depends on it.
 */
final class Steps {
    /** Thrown through whatever is at work; nobody reads its trace. */
    static final class Overrun extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overrun() {
            super("overrun", null, false, false);
        }
    }

    private static final int BETWEEN_LOOKS = 8_192;
    /** What the worst text of this length may cost: far above any real one. */
    private static final long BASE = 200_000;

    private static final long PER_CHARACTER = 4_000;

    private final long budgetNanos;
    private long count;
    private long look;
    private long most;
    private long began;

    /** Without end in time where {@code budgetNanos} is 0. */
    Steps(long budgetNanos) {
        this.budgetNanos = budgetNanos;
    }

    void begin(int length) {
        count = 0;
        look = BETWEEN_LOOKS;
        most = BASE + PER_CHARACTER * length;
        began = budgetNanos == 0 ? 0 : System.nanoTime();
    }

    void one() {
        if (++count >= look) {
            look();
        }
    }

    void add(int steps) {
        count += steps;
        if (count >= look) {
            look();
        }
    }

    private void look() {
        look = count + BETWEEN_LOOKS;
        if (count > most || (budgetNanos != 0 && System.nanoTime() - began > budgetNanos)) {
            throw new Overrun();
        }
    }

    long count() {
        return count;
    }
}

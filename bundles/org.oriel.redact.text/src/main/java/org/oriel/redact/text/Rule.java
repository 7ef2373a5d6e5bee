package org.oriel.redact.text;

/**
 * Finds one class of data. A rule looks only at the candidates of the {@link Scan} and at a bounded stretch around
 * each, so its time is linear in the text. Its cases stand in a test of its own.
 */
interface Rule {
    /** The class of what it finds, such as {@code EMAIL}. */
    String type();

    /** Reports what it finds in the text. */
    void find(Scan scan, Hits hits);
}

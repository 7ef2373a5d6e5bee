package org.oriel.redact.rules;

/**
 * Finds one class of data in code, where a pattern does not do. A scanner looks only at the candidates of the
 * {@link Scan} and at a bounded stretch around each, so its time is linear in the text. Rules name it.
 */
interface Scanner {
    /** Reports what it finds in the text. */
    void find(Scan scan, Hits hits);
}

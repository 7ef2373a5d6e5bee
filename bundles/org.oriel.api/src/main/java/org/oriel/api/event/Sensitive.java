package org.oriel.api.event;

import java.util.Objects;

/**
 * Text that a person typed or saw, in a form that cannot reach a log by accident.
 *
 * <p><b>What:</b> wraps a string; {@link #toString()} prints {@code [redacted]}, so concatenation, string templates and
 * record {@code toString} methods are safe. <b>Threading:</b> immutable. <b>Errors:</b> none. <b>Data:</b> the content is
 * as sensitive as its source; call {@link #reveal()} only where it is inspected, masked or serialised after redaction.
 */
public final class Sensitive {
    private static final Sensitive EMPTY = new Sensitive("");

    private final String text;

    private Sensitive(String text) {
        this.text = text;
    }

    /** Wraps {@code text}. */
    public static Sensitive of(String text) {
        return text.isEmpty() ? EMPTY : new Sensitive(text);
    }

    /** The empty text, which says that nothing is known. */
    public static Sensitive empty() {
        return EMPTY;
    }

    /** The content. Whoever calls this takes over the duty not to log it. */
    public String reveal() {
        return text;
    }

    /** Whether there is no content. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sensitive that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }

    /** Always {@code [redacted]}, whatever the content. */
    @Override
    public String toString() {
        return "[redacted]";
    }
}

package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.source.Target;

/** When extractors are asked about the field of a window. */
class FieldWindowTest {
    private static final long MILLI = 1_000_000;

    @Test
    @DisplayName(
            "where the caret is after an input is asked again and again, for a moment: the first answer may be too old")
    void caret() {
        FieldWindow window = new FieldWindow(1, "x11:0", Target.UNKNOWN, 0);
        window.input(1_000 * MILLI, true);
        assertThat(window.caretDue()).as("nobody was asked").isEqualTo(1_100 * MILLI);

        window.asked(1_001 * MILLI);
        assertThat(window.caretDue()).as("too early to know").isEqualTo(1_100 * MILLI);

        window.asked(1_100 * MILLI);
        assertThat(window.caretDue()).as("once more").isEqualTo(1_150 * MILLI);

        window.asked(2_500 * MILLI);
        assertThat(window.caretDue()).as("given up").isEqualTo(Long.MAX_VALUE);

        window.input(2_700 * MILLI, false);
        assertThat(window.caretDue()).as("the next input").isEqualTo(2_800 * MILLI);
    }
}

package org.oriel.context.browser;

import java.util.List;

/** What the extension says. Times are wall time in microseconds. */
sealed interface Message {
    /** The relay, first of all. */
    record Relay(long version, String caller) implements Message {}

    /** The extension, after it was told the sites. */
    record Hello(long version, String browser, String extension) implements Message {}

    /** A field had the keyboard from its first key to its last. */
    record Span(String origin, String field, boolean guarded, String signal, long first, long last, long focus)
            implements Message {}

    /** A private window had the keyboard. */
    record Private(long first, long last) implements Message {}

    /** An element under a click. */
    record Click(
            String origin,
            long at,
            String role,
            String name,
            int x,
            int y,
            int width,
            int height,
            boolean editable,
            boolean guarded,
            String id,
            String test,
            String css)
            implements Message {}

    /** Something was chosen from a menu or list. */
    record Choice(String origin, long at, String control, List<String> path) implements Message {}

    /** A page is shown. */
    record Page(String origin, long at, String path, String title) implements Message {}

    /** A tab was in front. */
    record Tab(String origin, long at, String tab, long activeMillis) implements Message {}

    /** An act on a mail page. */
    record Mail(String origin, long at, String action) implements Message {}
}

package org.oriel.api.event;

import java.util.function.UnaryOperator;

/** What happened: one of the kinds of {@code docs/events.md}. */
public sealed interface EventBody
        permits Key,
                PointerMove,
                PointerButton,
                Scroll,
                Window,
                Frame,
                Element,
                Page,
                Document,
                Message,
                Clipboard,
                Mark,
                Extension {

    /** The name of the kind in stored and exported data, such as {@code pointer.button}. */
    String type();

    /**
     * A copy in which every {@link Sensitive} component went through {@code change}. It is how redaction reaches all
     * content without knowing the kinds.
     */
    default EventBody mapSensitive(UnaryOperator<Sensitive> change) {
        return this;
    }
}

package org.oriel.api.event;

import java.util.function.UnaryOperator;

/**
 * An element of a user interface.
 *
 * @param role AT-SPI role name
 * @param name accessible name
 * @param bounds where it is
 * @param editable whether text can be typed into it
 * @param guarded whether it is a protected field, such as a password
 */
public record Element(String role, Sensitive name, Rect bounds, boolean editable, boolean guarded)
        implements EventBody {
    @Override
    public String type() {
        return "element";
    }

    @Override
    public EventBody mapSensitive(UnaryOperator<Sensitive> change) {
        return new Element(role, change.apply(name), bounds, editable, guarded);
    }
}

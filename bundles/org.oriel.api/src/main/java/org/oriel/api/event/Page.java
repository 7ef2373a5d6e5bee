package org.oriel.api.event;

import java.util.function.UnaryOperator;

/**
 * A page in a browser.
 *
 * @param origin scheme, host and port
 * @param path template of the path, without query and fragment
 * @param title its title
 */
public record Page(String origin, Sensitive path, Sensitive title) implements EventBody {
    @Override
    public String type() {
        return "page";
    }

    @Override
    public EventBody mapSensitive(UnaryOperator<Sensitive> change) {
        return new Page(origin, change.apply(path), change.apply(title));
    }
}

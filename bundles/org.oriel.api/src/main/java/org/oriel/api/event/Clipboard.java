package org.oriel.api.event;

/**
 * The clipboard was used; never its content.
 *
 * @param operation {@code copy}, {@code cut} or {@code paste}
 */
public record Clipboard(String operation) implements EventBody {
    @Override
    public String type() {
        return "clipboard";
    }
}

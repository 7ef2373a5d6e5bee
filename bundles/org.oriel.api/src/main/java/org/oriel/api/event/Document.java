package org.oriel.api.event;

import java.util.function.UnaryOperator;

/**
 * A document in an editor.
 *
 * @param project project name, or its hash by policy
 * @param language language id
 * @param fileKind kind of file, such as {@code source}, {@code test} or {@code config}
 */
public record Document(Sensitive project, String language, String fileKind) implements EventBody {
    @Override
    public String type() {
        return "document";
    }

    @Override
    public EventBody mapSensitive(UnaryOperator<Sensitive> change) {
        return new Document(change.apply(project), language, fileKind);
    }
}

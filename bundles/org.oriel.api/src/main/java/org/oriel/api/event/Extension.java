package org.oriel.api.event;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A body that a plugin declares itself.
 *
 * @param schema name and version of its schema, such as {@code org.example.cad.view/1}
 * @param fields values by field name; fields that the schema does not declare are removed
 */
public record Extension(String schema, Map<String, Sensitive> fields) implements EventBody {
    /** Copies the map, sorted by name. */
    public Extension {
        fields = java.util.Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    @Override
    public String type() {
        return "extension";
    }

    @Override
    public EventBody mapSensitive(UnaryOperator<Sensitive> change) {
        Map<String, Sensitive> mapped = new TreeMap<>();
        fields.forEach((name, value) -> mapped.put(name, change.apply(value)));
        return new Extension(schema, mapped);
    }
}

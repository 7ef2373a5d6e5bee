package org.oriel.launcher;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.Map;

/** Configurations in the form that the OSGi Configurator reads (Compendium 8.1, 150.4). */
final class ConfiguratorJson {
    private ConfiguratorJson() {}

    static String write(Map<String, Map<String, Object>> configurations) {
        JsonObjectBuilder root = Json.createObjectBuilder()
                .add(":configurator:resource-version", 1)
                // Without these two the Configurator says only "Invalid JSON".
                .add(":configurator:symbolic-name", "oriel.set")
                .add(":configurator:version", "1.0.0");
        configurations.forEach((pid, values) -> root.add(pid, object(values)));
        return root.build().toString();
    }

    private static JsonObjectBuilder object(Map<String, Object> values) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        values.forEach((key, value) -> {
            if (value instanceof Boolean flag) {
                object.add(key, flag);
            } else if (value instanceof Number number) {
                object.add(key, number.longValue());
            } else if (value instanceof String[] texts) {
                object.add(key, Json.createArrayBuilder(java.util.List.of(texts)));
            } else if (value instanceof Collection<?> items) {
                object.add(key, Json.createArrayBuilder(items));
            } else {
                object.add(key, value.toString());
            }
        });
        return object;
    }
}

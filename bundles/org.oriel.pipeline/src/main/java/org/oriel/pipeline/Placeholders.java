package org.oriel.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.oriel.api.event.Sensitive;

/**
 * Names for masked values: {@code <EMAIL_1>} for the first e-mail address of the capture session and for every later
 * copy of it. Values are kept as keyed hashes only. Secrets share one constant name, so that nothing links them.
 * Not thread-safe: the pipeline thread only.
 */
final class Placeholders {
    /** Stands for every secret and password. */
    static final String SECRET = "<SECRET>";

    /** Beyond this many values new ones stay without a number: memory is bounded, nothing is linked wrongly. */
    private static final int MAX_VALUES = 65_536;

    private final SessionKey key = new SessionKey();
    private final Map<SessionKey.Tag, String> names = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Whether values of this class are secrets, whose placeholder must say nothing about the value. */
    static boolean isSecret(String type) {
        return type.startsWith("SECRET") || type.startsWith("PASSWORD");
    }

    /** The placeholder of {@code value}; spelling of case, spaces and dashes does not matter. */
    String placeholder(String type, Sensitive value) {
        if (isSecret(type)) {
            return SECRET;
        }
        if (key.forgotten()) {
            return "<" + type + ">";
        }
        byte[] tagged = (type + '\0' + Normal.of(value.reveal()).text()).getBytes(StandardCharsets.UTF_8);
        SessionKey.Tag tag = key.tag(tagged);
        String known = names.get(tag);
        if (known != null) {
            return known;
        }
        if (names.size() >= MAX_VALUES) {
            return "<" + type + ">";
        }
        String name = "<" + type + "_" + numbers.merge(type, 1, Integer::sum) + ">";
        names.put(tag, name);
        return name;
    }

    /** End of the capture session: drops the key, so that no later value can be linked to these names. */
    void forget() {
        key.forget();
        names.clear();
        numbers.clear();
    }
}

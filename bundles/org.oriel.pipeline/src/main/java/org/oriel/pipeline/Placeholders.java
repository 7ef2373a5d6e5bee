package org.oriel.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Sensitive;

/**
 * Names for masked values: {@code <EMAIL_1>} for the first e-mail address of the capture session and for every later
 * copy of it, or what {@link Naming} says. Values are kept as keyed hashes only. Secrets share one constant name
 * whatever is configured, so that nothing links them and nobody can try passwords against a key that was stolen. Not
 * thread-safe: the pipeline thread only.
 */
final class Placeholders {
    /** Stands for every secret and password. */
    static final String SECRET = "<SECRET>";

    /** Beyond this many values new ones stay without a number: memory is bounded, nothing is linked wrongly. */
    private static final int MAX_VALUES = 65_536;
    /** 48 bits: with 77,000 values, two share a name with a probability of about one in 95,000. */
    private static final int KEYED_BYTES = 6;

    private static final int SURROGATE_TRIES = 8;

    private final Naming naming;
    private final SessionKey key = new SessionKey();
    /** The deployment's, where names are the same in all its sessions. */
    private final @Nullable SessionKey deployment;

    private final Map<SessionKey.Tag, String> names = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> surrogates = new HashSet<>();

    Placeholders() {
        this(Naming.NUMBERED, new byte[0]);
    }

    /** {@code key} is the deployment's, empty unless names are keyed; a copy, which is overwritten. */
    Placeholders(Naming naming, byte[] key) {
        this.naming = naming;
        deployment = naming == Naming.KEYED ? new SessionKey(key) : null;
    }

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
        SessionKey.Tag tag = key.tag(tagged(type, value));
        String known = names.get(tag);
        if (known != null) {
            return known;
        }
        if (names.size() >= MAX_VALUES) {
            return "<" + type + ">";
        }
        String name = name(type, value, tag);
        names.put(tag, name);
        return name;
    }

    private String name(String type, Sensitive value, SessionKey.Tag tag) {
        if (deployment != null) {
            byte[] hash = deployment.hash(tagged(type, value));
            return "[" + type + "_" + HexFormat.of().formatHex(hash, 0, KEYED_BYTES) + "]";
        }
        String surrogate = naming == Naming.SURROGATE ? surrogate(type, value, tag) : "";
        return surrogate.isEmpty() ? "<" + type + "_" + numbers.merge(type, 1, Integer::sum) + ">" : surrogate;
    }

    /** One that stands for no other value; empty where there is none. */
    private String surrogate(String type, Sensitive value, SessionKey.Tag tag) {
        SplittableRandom random = new SplittableRandom(tag.high() ^ Long.rotateLeft(tag.low(), 1));
        for (int i = 0; i < SURROGATE_TRIES; i++) {
            String made = Surrogates.of(type, value.reveal(), random::nextInt).orElse("");
            if (!made.isEmpty() && surrogates.add(made)) {
                return made;
            }
        }
        return "";
    }

    /** The class is part of what is hashed: a number that is a phone and an account has two names. */
    private static byte[] tagged(String type, Sensitive value) {
        return (type + '\0' + Normal.of(value.reveal()).text()).getBytes(StandardCharsets.UTF_8);
    }

    /** End of the capture session: drops the key, so that no later value can be linked to these names. */
    void forget() {
        key.forget();
        if (deployment != null) {
            deployment.forget();
        }
        names.clear();
        numbers.clear();
        surrogates.clear();
    }
}

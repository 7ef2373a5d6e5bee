package org.oriel.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An entry as it stands in the file: {@code {"index":0,"time":"…","kind":"…","facts":{…},"hash":"…"}} and a line feed.
 * The hash is SHA-256 over the former entry's hash (32 bytes, zeros before the first) and the line up to, not including,
 * {@code ,"hash"}; the Merkle leaf is the whole line without its line feed. So no byte of a line is unaccounted for.
 *
 * @param index from 0
 * @param time when it was appended
 * @param kind what happened
 * @param facts values by name, sorted
 * @param hash hex
 */
record Line(long index, Instant time, String kind, SortedMap<String, String> facts, String hash) {
    static final String HASH = ",\"hash\":\"";

    /** Characters of a line from {@link #HASH} to its end. */
    static final int TAIL = HASH.length() + 2 * Digests.BYTES + 2;

    /** More than the widest entry; what is longer is damage. */
    static final int MOST_BYTES = 64 << 10;

    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MOST_FACTS = 64;
    private static final int MOST_CHARACTERS = 256;

    /** The part that is hashed. Refuses what is no constant, number, time, id or hash by its looks. */
    static String body(long index, Instant time, String kind, Map<String, String> facts) {
        if (!KIND.matcher(kind).matches() || kind.length() > 40) {
            throw new IllegalArgumentException("kind is " + kind + ", allowed: lower case words and hyphens");
        }
        if (facts.size() > MOST_FACTS) {
            throw new IllegalArgumentException(facts.size() + " facts, allowed: up to " + MOST_FACTS);
        }
        StringBuilder line = new StringBuilder(256).append("{\"index\":").append(index);
        line.append(",\"time\":\"").append(time.truncatedTo(ChronoUnit.MILLIS)).append("\",\"kind\":\"");
        line.append(kind).append("\",\"facts\":{");
        String comma = "";
        for (var fact : new TreeMap<>(facts).entrySet()) {
            check(fact.getKey(), fact.getValue());
            Json.quote(line.append(comma), fact.getKey());
            Json.quote(line.append(':'), fact.getValue());
            comma = ",";
        }
        return line.append('}').toString();
    }

    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a fact's name, allowed: up to 64 letters, digits, dots and dashes");
        }
        if (value.length() > MOST_CHARACTERS || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "fact " + name + " is not one line of at most " + MOST_CHARACTERS + " characters");
        }
    }

    /** The whole line without its line feed. */
    static String whole(String body, byte[] hash) {
        return body + HASH + HexFormat.of().formatHex(hash) + "\"}";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a line; anything but the one way to write it is refused. */
    static Line of(String text) {
        Map<String, Object> object = Json.object(text);
        SortedMap<String, String> facts = new TreeMap<>();
        if (!(object.get("facts") instanceof Map<?, ?> read)) {
            throw new IllegalArgumentException("facts are missing");
        }
        read.forEach((name, value) -> facts.put(String.valueOf(name), String.valueOf(value)));
        Line line = new Line(
                Json.number(object, "index"),
                Instant.parse(Json.text(object, "time")),
                Json.text(object, "kind"),
                facts,
                Json.text(object, "hash"));
        String again = body(line.index, line.time, line.kind, facts) + HASH + line.hash + "\"}";
        if (!again.equals(text)) {
            throw new IllegalArgumentException("not the one way to write it");
        }
        return line;
    }
}

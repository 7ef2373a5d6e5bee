package org.oriel.consent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may answer a request.
 *
 * @param keys by name
 * @param managers names of line managers, who may not
 * @param signedOnly whether an answer counts only with a signature
 */
record Reviewers(Map<String, ReviewerKeys> keys, Set<String> managers, boolean signedOnly) {
    static final Reviewers NONE = new Reviewers(Map.of(), Set.of(), false);

    private static final Pattern LINE = Pattern.compile("([\\p{L}\\p{N}._-]{1,64})=(\\S+)(?:\\s+(\\S+))?");
    private static final int MOST = 100;

    Reviewers {
        keys = java.util.Collections.unmodifiableMap(new TreeMap<>(keys));
        managers = java.util.Collections.unmodifiableSet(new TreeSet<>(managers));
    }

    /**
     * Keys of a reviewer.
     *
     * @param reading X25519
     * @param signing Ed25519, for signed decisions
     */
    record ReviewerKeys(PublicKey reading, Optional<PublicKey> signing) {}

    /** Lines {@code name=X25519 [Ed25519]}, or one absolute path of a file of them. */
    static Reviewers of(List<String> lines, List<String> managers, boolean signedOnly) {
        List<String> given = lines.stream().filter(line -> !line.isBlank()).toList();
        if (given.size() == 1 && given.get(0).startsWith("/")) {
            given = read(Path.of(given.get(0)));
        }
        Map<String, ReviewerKeys> keys = new TreeMap<>();
        for (String line : given) {
            Matcher matcher = LINE.matcher(line.strip());
            if (!matcher.matches() || keys.size() == MOST) {
                throw wrong(line);
            }
            try {
                keys.put(
                        matcher.group(1),
                        new ReviewerKeys(
                                Keys.publicKey(Keys.X25519, matcher.group(2)),
                                Optional.ofNullable(matcher.group(3)).map(key -> Keys.publicKey(Keys.ED25519, key))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(wrong(line).getMessage(), e);
            }
        }
        return new Reviewers(
                keys,
                new TreeSet<>(managers.stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList()),
                signedOnly);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "org.oriel.consent: reviewers is the file " + file + ", which cannot be read (" + e
                            + "), allowed: a readable file of lines name=KEY",
                    e);
        }
    }

    private static IllegalArgumentException wrong(String line) {
        return new IllegalArgumentException("org.oriel.consent: reviewers has \"" + line + "\", allowed: at most "
                + MOST + " of name=X25519KEY or \"name=X25519KEY Ed25519KEY\", in base64");
    }

    /** Who can read a text: reviewers who are nobody's manager here. */
    Map<String, PublicKey> readers() {
        Map<String, PublicKey> readers = new TreeMap<>();
        keys.forEach((name, key) -> {
            if (!managers.contains(name)) {
                readers.put(name, key.reading());
            }
        });
        return readers;
    }

    /** Why {@code name} may not answer; empty where they may. */
    String problem(String name) {
        if (managers.contains(name)) {
            return name + " is the line manager; a line manager never decides";
        }
        return keys.containsKey(name)
                ? ""
                : "no reviewer of that name is in the settings, listed: "
                        + (keys.isEmpty() ? "none" : String.join(", ", keys.keySet()));
    }
}

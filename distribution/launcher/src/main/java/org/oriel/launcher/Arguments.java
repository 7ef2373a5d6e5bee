package org.oriel.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Command-line words, split into options with a value, flags and the rest. */
final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> flags = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();

    /**
     * Reads {@code words}.
     *
     * @param command for the error message
     * @param withValue options that take a value, such as {@code --set}
     * @param allowedFlags options without one
     */
    static Arguments parse(String command, List<String> words, Set<String> withValue, Set<String> allowedFlags) {
        Arguments parsed = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (withValue.contains(word)) {
                if (i + 1 == words.size()) {
                    throw new Failure(Failure.USAGE, "oriel " + command + ": " + word + " needs a value");
                }
                parsed.values.put(word, words.get(++i));
            } else if (allowedFlags.contains(word)) {
                parsed.flags.add(word);
            } else if (word.startsWith("-")) {
                throw new Failure(
                        Failure.USAGE,
                        "oriel " + command + ": unknown option " + word + ", allowed: "
                                + known(withValue, allowedFlags));
            } else {
                parsed.rest.add(word);
            }
        }
        return parsed;
    }

    private static String known(Set<String> withValue, Set<String> allowedFlags) {
        List<String> all = new ArrayList<>(withValue);
        all.addAll(allowedFlags);
        all.sort(null);
        return all.isEmpty() ? "none" : String.join(" ", all);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    boolean flag(String option) {
        return flags.contains(option);
    }

    List<String> rest() {
        return rest;
    }
}

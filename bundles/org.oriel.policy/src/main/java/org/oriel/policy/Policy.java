package org.oriel.policy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A parsed policy.
 *
 * @param timingMillis steps that event times are rounded down to
 * @param allow the rules, sorted and without doubles, so that order in the file does not change the hash
 */
record Policy(int timingMillis, List<Rule> allow) {
    static final int VERSION = 1;
    static final int DEFAULT_TIMING_MILLIS = 10;

    /** Allows nothing. */
    static final Policy DENY_ALL = new Policy(DEFAULT_TIMING_MILLIS, List.of());

    Policy {
        allow = List.copyOf(new TreeSet<>(allow));
    }

    /** The form that is hashed: no white space, fields and rules in a fixed order, defaults written out. */
    String canonical() {
        return allow.stream()
                .map(Rule::canonical)
                .collect(Collectors.joining(
                        ",", "{\"allow\":[", "],\"timingMillis\":" + timingMillis + ",\"version\":" + VERSION + "}"));
    }

    String hash() {
        return Digests.sha256(canonical().getBytes(StandardCharsets.UTF_8));
    }
}

package org.oriel.policy;

import org.oriel.host.Admission;

/**
 * One allow rule as it stands in the file; empty strings for what it does not say.
 *
 * @param executable absolute path, with {@code *} in folder names
 * @param windowClass class of the window, exact
 * @param sha256 digest of the executable, lower-case hex
 * @param reason why the rule has to do without an executable
 */
record Rule(String executable, String windowClass, String sha256, String reason) implements Comparable<Rule> {

    /** For people and for the consent surface: what follows {@link Admission.Rules#ONLY} narrows what precedes it. */
    String describe() {
        if (executable.isEmpty()) {
            return "windows of class " + windowClass + " whose program is not known (" + reason + ")";
        }
        StringBuilder line = new StringBuilder(executable);
        if (!sha256.isEmpty()) {
            line.append(Admission.Rules.ONLY).append("with SHA-256 ").append(sha256);
        }
        if (!windowClass.isEmpty()) {
            line.append(Admission.Rules.ONLY).append("windows of class ").append(windowClass);
        }
        return line.toString();
    }

    @Override
    public int compareTo(Rule other) {
        return canonical().compareTo(other.canonical());
    }

    /** JSON with its fields in a fixed order and nothing left out. */
    String canonical() {
        return "{\"executable\":" + Json.quote(executable) + ",\"reason\":" + Json.quote(reason) + ",\"sha256\":"
                + Json.quote(sha256) + ",\"windowClass\":" + Json.quote(windowClass) + "}";
    }
}

package org.oriel.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.oriel.api.redact.TextPolicy;
import org.oriel.host.Admission;
import org.oriel.host.Admission.Fields;

/**
 * One allow rule as it stands in the file; empty strings for what it does not say.
 *
 * @param executable absolute path, with {@code *} in folder names
 * @param windowClass class of the window, exact
 * @param sha256 digest of the executable, lower-case hex
 * @param reason why the rule has to do without an executable
 * @param frames what is done about text in pictures
 * @param fields what must be known of a field before its keys are told
 */
record Rule(String executable, String windowClass, String sha256, String reason, TextPolicy frames, Fields fields)
        implements Comparable<Rule> {
    private static final String TEXT_OF = "all text in pictures of ";

    /** The rule of a file that says nothing about pictures and fields. */
    Rule(String executable, String windowClass, String sha256, String reason) {
        this(executable, windowClass, sha256, reason, TextPolicy.DEFAULT_DENY, Fields.ANY);
    }

    /**
     * For people and for the consent surface: what follows {@link Admission.Rules#ONLY} narrows what precedes it. What
     * is kept of text beyond the usual is a line of its own, so that it is agreed to of its own.
     */
    List<String> describe() {
        String program = program();
        List<String> lines = new ArrayList<>();
        String keys = program + keys();
        lines.add(frames == TextPolicy.BLANK ? keys + Admission.Rules.ONLY + "black in pictures" : keys);
        if (frames == TextPolicy.KEEP_ALL) {
            lines.add(TEXT_OF + program);
        } else if (frames == TextPolicy.MASK_DETECTED) {
            lines.add(TEXT_OF + program + Admission.Rules.ONLY + "where no detector finds anything");
        }
        return lines;
    }

    private String keys() {
        if (!fields.known()) {
            return "";
        }
        String known = Admission.Rules.ONLY + "keys in fields that are known not to be protected";
        return fields.origins().isEmpty()
                ? known
                : known + Admission.Rules.ONLY + "keys and content of pages of " + String.join(", ", origins());
    }

    private List<String> origins() {
        return fields.origins().stream().sorted().toList();
    }

    private String program() {
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

    /**
     * JSON with its fields in a fixed order and nothing left out, except the usual about pictures and fields: policies
     * from before there were such keep their hash.
     */
    String canonical() {
        String pictures = frames == TextPolicy.DEFAULT_DENY ? "" : ",\"frames\":" + Json.quote(name(frames));
        String known = fields.known() ? ",\"fields\":\"known\"" : "";
        String pages = fields.origins().isEmpty()
                ? ""
                : origins().stream().map(Json::quote).collect(Collectors.joining(",", ",\"origins\":[", "]"));
        return "{\"executable\":" + Json.quote(executable) + known + pictures + pages + ",\"reason\":"
                + Json.quote(reason) + ",\"sha256\":" + Json.quote(sha256) + ",\"windowClass\":"
                + Json.quote(windowClass) + "}";
    }

    /** As it stands in the file. */
    static String name(TextPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

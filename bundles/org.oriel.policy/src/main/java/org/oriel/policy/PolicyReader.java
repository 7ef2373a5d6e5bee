package org.oriel.policy;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.oriel.api.redact.TextPolicy;
import org.oriel.host.Admission;
import org.oriel.host.Admission.Fields;

/** Reads a policy, strictly: a field it does not know, a field twice or a wrong value is an error with its place. */
final class PolicyReader {
    private static final int MAX_RULES = 1000;
    private static final int MAX_TEXT = 1000;
    private static final int MAX_TIMING_MILLIS = 1000;
    private static final String FRAMES =
            Arrays.stream(TextPolicy.values()).map(Rule::name).collect(Collectors.joining(", "));
    private static final int MAX_ORIGINS = 1000;
    private static final String FIELDS = "\"any\", \"known\"";
    private static final String ORIGINS =
            "a scheme, a host in lower case and a port unless it is the usual one, such as https://mail.example.org";
    private static final Pattern ORIGIN =
            Pattern.compile("(?!http://[^:]*:80$|https://[^:]*:443$)[a-z][a-z0-9+.-]*://[a-z0-9._-]+(:[0-9]{1,5})?");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final JsonReader json;

    private PolicyReader(JsonReader json) {
        this.json = json;
    }

    static Policy parse(String text) throws PolicyException {
        JsonReader json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
        try {
            Policy policy = new PolicyReader(json).policy();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new PolicyException("something follows the policy, allowed: one JSON object");
            }
            return policy;
        } catch (MalformedJsonException e) {
            throw new PolicyException(json.getPath() + " is not JSON (" + firstLine(e) + "), allowed: one JSON object");
        } catch (IOException e) {
            throw new PolicyException(json.getPath() + " ends too early, allowed: one JSON object");
        }
    }

    private Policy policy() throws IOException, PolicyException {
        expect(JsonToken.BEGIN_OBJECT, "an object");
        json.beginObject();
        Set<String> seen = new HashSet<>();
        int timing = Policy.DEFAULT_TIMING_MILLIS;
        List<Rule> allow = List.of();
        while (json.hasNext()) {
            switch (field(seen, "version, timingMillis, allow")) {
                case "version" -> number(Policy.VERSION, Policy.VERSION);
                case "timingMillis" -> timing = number(1, MAX_TIMING_MILLIS);
                default -> allow = rules();
            }
        }
        json.endObject();
        for (String needed : List.of("version", "allow")) {
            if (!seen.contains(needed)) {
                throw new PolicyException("$." + needed + " is missing, allowed: "
                        + (needed.equals("version") ? String.valueOf(Policy.VERSION) : "a list of rules"));
            }
        }
        return new Policy(timing, allow);
    }

    private List<Rule> rules() throws IOException, PolicyException {
        expect(JsonToken.BEGIN_ARRAY, "a list of rules");
        json.beginArray();
        List<Rule> rules = new ArrayList<>();
        while (json.hasNext()) {
            if (rules.size() == MAX_RULES) {
                throw new PolicyException(json.getPath() + " is one too many, allowed: " + MAX_RULES + " rules");
            }
            rules.add(rule());
        }
        json.endArray();
        return rules;
    }

    private Rule rule() throws IOException, PolicyException {
        String place = json.getPath();
        expect(JsonToken.BEGIN_OBJECT, "an object");
        json.beginObject();
        Set<String> seen = new HashSet<>();
        String executable = "";
        String windowClass = "";
        String sha256 = "";
        String reason = "";
        TextPolicy frames = TextPolicy.DEFAULT_DENY;
        boolean known = false;
        Set<String> origins = Set.of();
        while (json.hasNext()) {
            switch (field(seen, "executable, windowClass, sha256, frames, fields, origins, reason")) {
                case "executable" -> executable = executable();
                case "windowClass" -> windowClass = text("the class of a window");
                case "sha256" -> sha256 = sha256();
                case "frames" -> frames = frames();
                case "fields" -> known = fields();
                case "origins" -> origins = origins();
                default -> reason = text("a reason");
            }
        }
        json.endObject();
        if (!origins.isEmpty() && seen.contains("fields") && !known) {
            throw new PolicyException(
                    place + ".fields is \"any\", allowed: \"known\" beside origins: a field is known by its page");
        }
        return checked(place, new Rule(executable, windowClass, sha256, reason, frames, new Fields(known, origins)));
    }

    private static Rule checked(String place, Rule rule) throws PolicyException {
        if (rule.executable().isEmpty()) {
            if (rule.windowClass().isEmpty()) {
                throw new PolicyException(
                        place + " names no program, allowed: executable, or windowClass with a reason");
            }
            if (rule.reason().isEmpty()) {
                throw new PolicyException(
                        place + ".reason is missing, allowed: why windowClass has to do without executable");
            }
            if (!rule.sha256().isEmpty()) {
                throw new PolicyException(place + ".sha256 has nothing to check, allowed: only beside executable");
            }
        }
        return rule;
    }

    private String executable() throws IOException, PolicyException {
        String place = json.getPath();
        String value = text(ExecutablePattern.ALLOWED);
        if (!ExecutablePattern.valid(value)) {
            throw wrong(place, Json.quote(value), ExecutablePattern.ALLOWED);
        }
        return value;
    }

    private String sha256() throws IOException, PolicyException {
        String place = json.getPath();
        String value = text("64 hex digits");
        String lower = value.toLowerCase(Locale.ROOT);
        if (!HEX.matcher(lower).matches()) {
            throw wrong(place, Json.quote(value), "64 hex digits");
        }
        return lower;
    }

    private TextPolicy frames() throws IOException, PolicyException {
        String place = json.getPath();
        String value = text(FRAMES);
        return Arrays.stream(TextPolicy.values())
                .filter(policy -> Rule.name(policy).equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(place, Json.quote(value), FRAMES));
    }

    private boolean fields() throws IOException, PolicyException {
        String place = json.getPath();
        String value = text(FIELDS);
        if (!FIELDS.contains(Json.quote(value))) {
            throw wrong(place, Json.quote(value), FIELDS);
        }
        return value.equals("known");
    }

    private Set<String> origins() throws IOException, PolicyException {
        String list = json.getPath();
        expect(JsonToken.BEGIN_ARRAY, "a list of origins");
        json.beginArray();
        Set<String> origins = new TreeSet<>();
        while (json.hasNext()) {
            String place = json.getPath();
            String value = text(ORIGINS);
            if (!ORIGIN.matcher(value).matches()) {
                throw wrong(place, Json.quote(value), ORIGINS);
            }
            if (origins.size() == MAX_ORIGINS) {
                throw new PolicyException(place + " is one too many, allowed: " + MAX_ORIGINS + " origins");
            }
            origins.add(value);
        }
        json.endArray();
        if (origins.isEmpty()) {
            throw new PolicyException(list + " is empty, allowed: " + ORIGINS + ", or no origins at all");
        }
        return origins;
    }

    private String field(Set<String> seen, String known) throws IOException, PolicyException {
        String name = json.nextName();
        if (!List.of(known.split(", ")).contains(name)) {
            throw new PolicyException(json.getPath() + " is not known, allowed: " + known);
        }
        if (!seen.add(name)) {
            throw new PolicyException(json.getPath() + " is there twice, allowed: once");
        }
        return name;
    }

    private int number(int least, int most) throws IOException, PolicyException {
        String allowed = least == most ? String.valueOf(least) : least + " to " + most;
        String place = json.getPath();
        expect(JsonToken.NUMBER, allowed);
        String value = json.nextString();
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw wrong(place, value, allowed);
        }
        return Integer.parseInt(value);
    }

    /** One line of text; the separator of {@code describe()} is refused, or a rule could look narrower than it is. */
    private String text(String allowed) throws IOException, PolicyException {
        String place = json.getPath();
        expect(JsonToken.STRING, allowed);
        String value = json.nextString();
        if (value.isBlank() || value.length() > MAX_TEXT || value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new PolicyException(place + " is empty, too long or not one line, allowed: " + allowed);
        }
        if (value.contains(Admission.Rules.ONLY)) {
            throw wrong(place, Json.quote(value), "text without \"" + Admission.Rules.ONLY + "\"");
        }
        return value;
    }

    private void expect(JsonToken token, String allowed) throws IOException, PolicyException {
        JsonToken there = json.peek();
        if (there != token) {
            throw wrong(
                    json.getPath(), there.toString().toLowerCase(Locale.ROOT).replace('_', ' '), allowed);
        }
    }

    private static PolicyException wrong(String place, String value, String allowed) {
        return new PolicyException(place + " is " + value + ", allowed: " + allowed);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

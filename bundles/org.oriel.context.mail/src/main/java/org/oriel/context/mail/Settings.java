package org.oriel.context.mail;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.oriel.api.source.Application;

/**
 * What may be told.
 *
 * @param internalDomains domains whose addresses are internal
 * @param hashed whether counterparts are told as hashes
 * @param typing whether keys in the text of a message are told
 * @param programs file names of mail programs
 * @param salt for hashes of addresses
 */
record Settings(List<String> internalDomains, boolean hashed, boolean typing, Set<String> programs, SaltFile salt) {
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})?([.][a-z0-9]([a-z0-9-]{0,62})?){0,8}");
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9._+-]{1,64}");

    /** Copies the collections. */
    Settings {
        internalDomains = List.copyOf(internalDomains);
        programs = Set.copyOf(programs);
    }

    static Settings of(
            List<String> internalDomains, String counterparts, String typing, List<String> programs, Path folder)
            throws IOException {
        for (String domain : internalDomains) {
            if (!DOMAIN.matcher(domain).matches()) {
                throw new IllegalArgumentException(
                        "internalDomains " + domain
                                + " is no domain, allowed: lower-case names such as example.org, which stand for subdomains too");
            }
        }
        for (String program : programs) {
            if (!PROGRAM.matcher(program).matches()) {
                throw new IllegalArgumentException("programs " + program
                        + " is no file name, allowed: names such as thunderbird, without folders");
            }
        }
        return new Settings(
                internalDomains,
                one("counterparts", counterparts, "kinds", "hashed"),
                one("typing", typing, "denied", "allowed"),
                Set.copyOf(programs),
                SaltFile.in(folder));
    }

    /** Whether {@code value} is the second of two words. */
    private static boolean one(String name, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw new IllegalArgumentException(
                    name + " " + value + " is unknown, allowed: " + String.join(" ", first, second));
        }
        return value.equals(second);
    }

    boolean isMailProgram(Application program) {
        Path name = Path.of(program.executable()).getFileName();
        return name != null && programs.contains(name.toString().toLowerCase(Locale.ROOT));
    }

    /** What the extension needs to know, so that addresses do not leave the mail program. */
    String config() {
        JsonObject config = new JsonObject();
        config.addProperty("type", "config");
        config.add("internalDomains", new Gson().toJsonTree(internalDomains));
        config.addProperty("key", hashed ? salt.hex() : "");
        config.addProperty("typing", typing);
        return config + "\n";
    }
}

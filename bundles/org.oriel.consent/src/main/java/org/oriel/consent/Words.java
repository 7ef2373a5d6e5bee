package org.oriel.consent;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/** The words of the notice in one language. */
final class Words {
    private static final Set<String> LANGUAGES = Set.of("en", "de");

    private final Properties words = new Properties();

    /** Those of {@code language}, or English where there are none; capture is blocked then anyway. */
    Words(String language) {
        String name = "notice_" + (LANGUAGES.contains(language) ? language : "en") + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    static Set<String> languages() {
        return LANGUAGES;
    }

    /** The text called {@code name}, with {@code values} in place of {@code {0}}, {@code {1}}, …. */
    String get(String name, Object... values) {
        String text = words.getProperty(name);
        if (text == null) {
            throw new IllegalStateException("the notice has no text " + name);
        }
        StringBuilder filled = new StringBuilder();
        int at = 0;
        // In one pass: a value that looks like a place must stay as it is.
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            filled.append(text, at, open).append(values[Integer.parseInt(text.substring(open + 1, close))]);
            at = close + 1;
        }
        return filled.append(text.substring(at)).toString();
    }
}

package org.oriel.source.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Physical keys: X11 keycodes of the evdev driver and the W3C {@code code} values they stand for. */
final class KeyCodes {
    private static final int FIRST = 9;
    private static final String UNKNOWN = "Unidentified";
    private static final List<String> NAMES = load();

    private KeyCodes() {}

    /** The W3C {@code code} of a keycode. */
    static String name(int keycode) {
        int i = keycode - FIRST;
        return i < 0 || i >= NAMES.size() ? UNKNOWN : NAMES.get(i);
    }

    /** The keycode of a W3C {@code code}. */
    static int keycode(String name) {
        int i = NAMES.indexOf(name);
        if (i < 0 || UNKNOWN.equals(name)) {
            throw new IllegalArgumentException("code " + name + " is not known, allowed: those of keycodes.txt");
        }
        return i + FIRST;
    }

    private static List<String> load() {
        try (InputStream in = KeyCodes.class.getResourceAsStream("keycodes.txt")) {
            if (in == null) {
                throw new IllegalStateException("keycodes.txt is missing in the bundle");
            }
            List<String> names = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    names.addAll(List.of(line.trim().split(" ", -1)));
                }
            }
            names.replaceAll(name -> "-".equals(name) ? UNKNOWN : name);
            return List.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.oriel.tck;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.oriel.tck.Canaries.Canary;

/** Every form of every canary as bytes, looked for in one pass. */
final class Needles {
    private static final class Needle {
        final Canary canary;
        final String form;
        final byte[] bytes;

        Needle(Canary canary, String form, byte[] bytes) {
            this.canary = canary;
            this.form = form;
            this.bytes = bytes;
        }
    }

    // By the first two bytes of a needle: one look-up a byte, however many needles there are.
    private final List<List<Needle>> byPrefix = new ArrayList<>(1 << 16);

    Needles(List<Canary> canaries) {
        for (int i = 0; i < 1 << 16; i++) {
            byPrefix.add(List.of());
        }
        for (Canary canary : canaries) {
            addForms(canary);
        }
    }

    void search(byte[] content, BiConsumer<Canary, String> hit) {
        for (int at = 0; at + 1 < content.length; at++) {
            List<Needle> here = byPrefix.get(prefix(content, at));
            // An indexed loop: this runs once a byte, and nearly always over nothing.
            for (int i = 0; i < here.size(); i++) {
                byte[] bytes = here.get(i).bytes;
                int end = at + bytes.length;
                if (end <= content.length && Arrays.equals(content, at, end, bytes, 0, bytes.length)) {
                    hit.accept(here.get(i).canary, here.get(i).form);
                }
            }
        }
    }

    private void addForms(Canary canary) {
        Set<String> variants = new TreeSet<>();
        for (String text : List.of(canary.text(), compact(canary.text()))) {
            variants.add(text);
            variants.add(text.toLowerCase(Locale.ROOT));
            variants.add(text.toUpperCase(Locale.ROOT));
        }
        for (String text : variants) {
            add(canary, text.equals(canary.text()) ? "plain" : "variant", utf8(text));
            add(canary, "reversed", utf8(new StringBuilder(text).reverse().toString()));
            for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                add(canary, "utf-16", text.getBytes(charset));
            }
            addEncoded(canary, text);
        }
    }

    private void addEncoded(Canary canary, String text) {
        byte[] bytes = utf8(text);
        for (int offset = 0; offset < 3; offset++) {
            add(canary, "base64", utf8(base64(Base64.getEncoder(), bytes, offset)));
            add(canary, "base64", utf8(base64(Base64.getUrlEncoder(), bytes, offset)));
        }
        add(canary, "hex", utf8(each(text, unit -> String.format("%02x", unit))));
        add(canary, "hex", utf8(each(text, unit -> String.format("%02X", unit))));
        add(canary, "json", utf8(each(text, unit -> String.format("\\u%04x", unit))));
        add(canary, "percent", utf8(each(text, unit -> String.format("%%%02X", unit))));
        add(canary, "percent", utf8(each(text, unit -> String.format("%%%02x", unit))));
        String form = java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (String encoded : List.of(form, form.replace("+", "%20"))) {
            if (!encoded.equals(text)) {
                add(canary, "percent", utf8(encoded));
            }
        }
    }

    private void add(Canary canary, String form, byte[] bytes) {
        int prefix = prefix(bytes, 0);
        List<Needle> longer = new ArrayList<>(byPrefix.get(prefix));
        boolean known = longer.stream().anyMatch(n -> n.canary.equals(canary) && Arrays.equals(n.bytes, bytes));
        if (!known) {
            longer.add(new Needle(canary, form, bytes));
            byPrefix.set(prefix, List.copyOf(longer));
        }
    }

    private static int prefix(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    /** Letters and digits only, as a card number without its spaces. */
    static String compact(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** The characters that base64 gives {@code bytes} whatever stands before and after, {@code offset} bytes into a triple. */
    private static String base64(Base64.Encoder encoder, byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String all = encoder.withoutPadding().encodeToString(shifted);
        return all.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6);
    }

    private static String each(String text, IntFunction<String> unit) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(unit.apply(c)));
        return out.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

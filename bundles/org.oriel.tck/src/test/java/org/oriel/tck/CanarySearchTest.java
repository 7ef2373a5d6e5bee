package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.tck.Canaries.Canary;
import org.oriel.tck.CanarySearch.Hit;

class CanarySearchTest {
    private final Canaries canaries = Canaries.unique();
    private final CanarySearch search = CanarySearch.of(canaries);

    @TempDir
    Path dir;

    @Test
    void findsEveryFormOfEveryCanary() {
        for (Canary canary : canaries.all()) {
            forms(canary.text()).forEach((form, bytes) -> {
                List<Hit> hits = search.inBytes("here", concat(utf8("before "), bytes, utf8(" after")));
                assertThat(hits).as(form + " of " + canary.type()).isNotEmpty();
                assertThat(hits)
                        .allMatch(
                                hit -> hit.canary().equals(canary) && hit.form().equals(form.split("#")[0]));
            });
        }
    }

    @Test
    void findsWhatIsPacked() throws IOException {
        byte[] text = concat(utf8("{\"title\":\""), utf8(canaries.token()), utf8("\"}"));
        for (byte[] around : List.of(new byte[0], utf8("a header "))) {
            assertThat(search.inBytes("f", concat(around, gzip(text))))
                    .extracting(Hit::form)
                    .contains("gzip > plain");
            assertThat(search.inBytes("f", concat(around, deflate(text, false))))
                    .extracting(Hit::form)
                    .contains("zlib > plain");
            assertThat(search.inBytes("f", concat(around, zip(text))))
                    .extracting(Hit::form)
                    .contains("zip > plain");
        }
        assertThat(search.inBytes("f", deflate(text, true)))
                .extracting(Hit::form)
                .contains("deflate > plain");
        assertThat(search.inBytes("f", gzip(zip(deflate(text, false)))))
                .extracting(Hit::form)
                .contains("gzip > zip > zlib > plain");
        byte[] torn = gzip(concat(text, new byte[10_000]));
        assertThat(search.inBytes("f", java.util.Arrays.copyOf(torn, torn.length - 12)))
                .isNotEmpty();
    }

    @Test
    void findsWhatWasTypedKeyByKey() {
        StringBuilder lines = new StringBuilder();
        for (var event : new Events().typed(canaries.card())) {
            lines.append(PlainJson.write(event)).append('\n');
        }
        assertThat(search.inText("f", lines.toString())).extracting(Hit::form).contains("keys");

        String codes = canaries.card().replaceAll("\\d", "{\"code\":\"Digit$0\",\"key\":\"\"}\n");
        assertThat(search.inText("f", codes)).extracting(Hit::form).containsExactly("codes");
    }

    @Test
    void walksATreeAndLooksAtNames() throws IOException {
        Path deep = Files.createDirectories(dir.resolve("a/b"));
        Files.write(deep.resolve("data.db"), concat(new byte[5000], utf8(canaries.email()), new byte[5000]));
        Files.createFile(dir.resolve(canaries.token() + ".log"));
        Files.createSymbolicLink(dir.resolve("link"), dir.resolve("gone"));
        assertThat(search.in(dir))
                .extracting(hit -> hit.where() + " " + hit.form())
                .containsExactlyInAnyOrder(
                        deep.resolve("data.db") + " plain", dir.resolve(canaries.token() + ".log") + " name > plain");
    }

    @Test
    void findsNothingInWhatIsClean() throws IOException {
        byte[] noise = new byte[2 << 20];
        new Random(1).nextBytes(noise);
        Files.write(dir.resolve("noise"), noise);
        Files.write(dir.resolve("other"), utf8(Canaries.seeded(5).all().toString()));
        Files.writeString(dir.resolve("masked.jsonl"), "{\"key\":\"<EMAIL_1>\"}\n{\"key\":\"a\"}\n");
        assertThat(search.in(dir)).isEmpty();
    }

    @Test
    void refusesWhatItWouldFindByChance() {
        assertThatThrownBy(() -> CanarySearch.of(List.of("abc"))).hasMessageContaining("6 or more");
        assertThatThrownBy(() -> search.in(dir.resolve("missing"))).isInstanceOf(UncheckedIOException.class);
    }

    /** By the name of the form; what follows a {@code #} tells variants apart. */
    private static Map<String, byte[]> forms(String text) {
        Map<String, byte[]> forms = new TreeMap<>();
        forms.put("plain", utf8(text));
        forms.put("utf-16#le", text.getBytes(StandardCharsets.UTF_16LE));
        forms.put("utf-16#be", text.getBytes(StandardCharsets.UTF_16BE));
        forms.put("reversed", utf8(new StringBuilder(text).reverse().toString()));
        forms.put("hex#lower", utf8(HexFormat.of().formatHex(utf8(text))));
        forms.put("hex#upper", utf8(HexFormat.of().withUpperCase().formatHex(utf8(text))));
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = concat(new byte[offset], utf8(text), utf8("~~~"));
            forms.put("base64#" + offset, Base64.getEncoder().encode(shifted));
            forms.put("base64#url" + offset, Base64.getUrlEncoder().encode(shifted));
        }
        StringBuilder escaped = new StringBuilder();
        StringBuilder percent = new StringBuilder();
        text.chars().forEach(c -> {
            escaped.append(String.format("\\u%04x", c));
            percent.append(String.format("%%%02X", c));
        });
        forms.put("json", utf8(escaped.toString()));
        forms.put("percent#all", utf8(percent.toString()));
        String encoded = java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
        if (!encoded.equals(text)) {
            forms.put("percent#form", utf8(encoded));
            forms.put("percent#path", utf8(encoded.replace("+", "%20")));
        }
        if (!Needles.compact(text).equals(text)) {
            forms.put("variant#compact", utf8(Needles.compact(text)));
        }
        String upper = text.toUpperCase(java.util.Locale.ROOT);
        if (!upper.equals(text)) {
            forms.put("variant#upper", utf8(upper));
        }
        return forms;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = new GZIPOutputStream(out)) {
            packer.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] content, boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = new DeflaterOutputStream(out, new Deflater(1, raw))) {
            packer.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream packer = new ZipOutputStream(out)) {
            packer.putNextEntry(new ZipEntry("inner.txt"));
            packer.write(content);
        }
        return out.toByteArray();
    }
}

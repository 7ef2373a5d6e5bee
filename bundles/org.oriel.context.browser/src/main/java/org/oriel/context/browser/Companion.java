package org.oriel.context.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what IT installs: the extension for each browser, the relay, the manifests by which browsers find it, and the
 * policies that force-install it. Runs from the command line, on nothing but this bundle's jar.
 */
public final class Companion {
    static final String FIREFOX_ID = "oriel-browser@oriel.org";
    static final String HOST = "org.oriel.browser";
    private static final List<String> SHARED = List.of(
            "template.js",
            "clock.js",
            "spans.js",
            "protect.js",
            "names.js",
            "mail.js",
            "content.js",
            "origins.js",
            "background.js");
    private static final String USAGE = """
            usage: java -cp org.oriel.context.browser.jar org.oriel.context.browser.Companion --out DIR [--key FILE] [--url URL]
                   [--relay PATH] [--socket PATH]
              --out DIR      where to write; made if missing
              --key FILE     private key that gives the extension its id in Chromium (PKCS #8, PEM); made if missing;
                             default DIR/key.pem. Keep it: another key is another extension
              --url URL      where browsers will fetch oriel-browser.crx, oriel-browser.xpi and update.xml from;
                             default file:///usr/share/oriel/browser
              --relay PATH   where the relay will be on each computer; default /usr/lib/oriel/oriel-browser-relay
              --socket PATH  the bundle's socket, where that is not browser.sock in the default data directory
            """;

    private final Path out;
    private final KeyPair key;
    private final String id;
    private final String url;
    private final String relay;
    private final String socket;

    Companion(Path out, KeyPair key, String url, String relay, String socket) throws GeneralSecurityException {
        this.out = out;
        this.key = key;
        this.id = Crx.id(key);
        this.url = url;
        this.relay = relay;
        this.socket = socket;
    }

    /** Writes everything; exit code 2 on wrong arguments, 4 when a file cannot be written. */
    public static void main(String[] arguments) {
        try {
            Map<String, String> options = options(arguments);
            Path out = Path.of(options.get("--out"));
            Files.createDirectories(out);
            String keyFile =
                    options.getOrDefault("--key", out.resolve("key.pem").toString());
            Companion companion = new Companion(
                    out,
                    SigningKey.at(Path.of(keyFile)),
                    options.getOrDefault("--url", "file:///usr/share/oriel/browser"),
                    options.getOrDefault("--relay", "/usr/lib/oriel/oriel-browser-relay"),
                    options.getOrDefault("--socket", ""));
            companion.write();
            System.out.println(companion.id);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
        } catch (IOException | GeneralSecurityException e) {
            System.err.println("not written: " + e.getMessage());
            System.exit(4);
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].matches("--(out|key|url|relay|socket)") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("unexpected " + arguments[i]);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        if (!options.containsKey("--out")) {
            throw new IllegalArgumentException("--out is missing");
        }
        String path = options.getOrDefault("--socket", "");
        if (!path.isEmpty() && !path.matches("/[\\w./-]+")) {
            throw new IllegalArgumentException(
                    "--socket " + path + ": allowed: an absolute path of letters, digits, _ - .");
        }
        return options;
    }

    void write() throws IOException, GeneralSecurityException {
        String publicKey = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        Map<String, byte[]> chromium = extension("""
                  "key": "%s",
                  "minimum_chrome_version": "119",
                  "background": { "service_worker": "background.js" },
                """.formatted(publicKey));
        Map<String, byte[]> firefox = extension("""
                  "browser_specific_settings": { "gecko": { "id": "%s", "strict_min_version": "140.0",
                    "data_collection_permissions": { "required": ["browsingActivity", "websiteActivity"] } } },
                  "background": { "scripts": ["origins.js", "background.js"] },
                """.formatted(FIREFOX_ID));
        unpack("chromium", chromium);
        unpack("firefox", firefox);
        put("oriel-browser.crx", Crx.of(zip(chromium), key));
        put("oriel-browser.xpi", zip(firefox));
        put("update.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
                  <app appid="%s"><updatecheck codebase="%s/oriel-browser.crx" version="%s"/></app>
                </gupdate>
                """.formatted(id, url, version(chromium)));
        put("relay/oriel-browser-relay", relay());
        Files.setPosixFilePermissions(
                out.resolve("relay/oriel-browser-relay"), PosixFilePermissions.fromString("rwxr-xr-x"));
        put(
                "native-messaging-hosts/chromium/" + HOST + ".json",
                host("allowed_origins", "chrome-extension://" + id + "/"));
        put("native-messaging-hosts/firefox/" + HOST + ".json", host("allowed_extensions", FIREFOX_ID));
        policies();
    }

    private void policies() throws IOException {
        put("policies/chromium/oriel.json", """
                {
                  "ExtensionInstallForcelist": ["%s;%s/update.xml"],
                  "NativeMessagingAllowlist": ["%s"]
                }
                """.formatted(id, url, HOST));
        put("policies/firefox/policies.json", """
                {
                  "policies": {
                    "ExtensionSettings": {
                      "%s": { "installation_mode": "force_installed", "install_url": "%s/oriel-browser.xpi" }
                    }
                  }
                }
                """.formatted(FIREFOX_ID, url));
    }

    private String host(String allowed, String caller) {
        return """
                {
                  "name": "%s",
                  "description": "Oriel: what listed sites show",
                  "path": "%s",
                  "type": "stdio",
                  "%s": ["%s"]
                }
                """.formatted(HOST, relay, allowed, caller);
    }

    private byte[] relay() throws IOException {
        String script = new String(resource("relay/oriel-browser-relay"), StandardCharsets.UTF_8);
        return bytes(script.replace("my $SOCKET = '';", "my $SOCKET = '" + socket + "';"));
    }

    /** The same scripts for each browser; only the manifest differs. */
    private static Map<String, byte[]> extension(String browser) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        String shared = new String(resource("extension/manifest.json"), StandardCharsets.UTF_8);
        files.put(
                "manifest.json",
                bytes(shared.replaceFirst("\\{\n", "{\n" + java.util.regex.Matcher.quoteReplacement(browser))));
        for (String script : SHARED) {
            files.put(script, resource("extension/" + script));
        }
        return files;
    }

    private static String version(Map<String, byte[]> files) {
        String manifest = new String(files.getOrDefault("manifest.json", new byte[0]), StandardCharsets.UTF_8);
        return manifest.replaceAll("(?s).*\"version\": \"([0-9.]+)\".*", "$1");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Companion.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the jar");
            }
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void unpack(String folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            put(folder + "/" + file.getKey(), file.getValue());
        }
    }

    private void put(String name, String text) throws IOException {
        put(name, bytes(text));
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = out.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** The same bytes each time: one order, one time. */
    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setLastModifiedTime(FileTime.fromMillis(315_532_800_000L));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }
}

package org.oriel.context.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts what the mail program needs of this jar into the user's folders. */
public final class Install {
    static final List<String> FILES = List.of("manifest.json", "background.js", "mail.js", "fields.js", "compose.js");
    private static final String HOST = "org.oriel.mail";

    private Install() {}

    /**
     * Writes the relay's start script, the manifest that names it, and the extension.
     *
     * @param words the user's home folder; the socket, where it is not the usual one
     */
    public static void main(String[] words) throws IOException, URISyntaxException {
        if (words.length < 1 || words.length > 2) {
            throw new IllegalArgumentException("wanted: HOME [SOCKET], got " + words.length + " words");
        }
        Path jar = Path.of(Install.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        into(Path.of(words[0]).toAbsolutePath(), words.length == 2 ? words[1] : "", jar);
    }

    static void into(Path home, String socket, Path code) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".local/share/oriel"));
        Path script = folder.resolve("oriel-mail-relay");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // exec: the relay is then the mail program's own child, which is how Oriel knows who speaks.
        Files.writeString(
                script,
                "#!/bin/sh\nexec " + quote(java) + " -Xmx16m -Xss256k -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                        + " -XX:-UsePerfData -cp " + quote(code.toString()) + " " + Relay.class.getName() + " "
                        + quote(socket) + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        // Thunderbird looks where Firefox does; newer ones also in a folder of their own.
        for (String place : List.of(".mozilla/native-messaging-hosts", ".thunderbird/native-messaging-hosts")) {
            Path manifest = Files.createDirectories(home.resolve(place)).resolve(HOST + ".json");
            Files.writeString(
                    manifest,
                    "{\"name\":\"" + HOST + "\",\"description\":\"Oriel mail context\",\"path\":\""
                            + script.toString().replace("\\", "\\\\").replace("\"", "\\\"")
                            + "\",\"type\":\"stdio\",\"allowed_extensions\":[\"" + MailConversation.EXTENSION
                            + "\"]}\n");
        }
        try (OutputStream xpi = Files.newOutputStream(folder.resolve(MailConversation.EXTENSION + ".xpi"))) {
            pack(xpi);
        }
    }

    /** The extension as a package. */
    static void pack(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (String name : FILES) {
            try (InputStream file = Install.class.getResourceAsStream("/extension/" + name)) {
                if (file == null) {
                    throw new IOException("this jar has no extension/" + name);
                }
                zip.putNextEntry(new ZipEntry(name));
                file.transferTo(zip);
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}

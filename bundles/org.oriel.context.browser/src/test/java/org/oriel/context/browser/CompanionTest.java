package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanionTest {
    @TempDir
    Path dir;

    @BeforeEach
    void writes() {
        Companion.main(new String[] {
            "--out", dir.toString(), "--url", "https://it.example.org/oriel", "--socket", "/run/x.sock"
        });
    }

    private JsonObject json(String name) throws Exception {
        return JsonParser.parseString(Files.readString(dir.resolve(name))).getAsJsonObject();
    }

    private String id() throws Exception {
        return Crx.id(SigningKey.at(dir.resolve("key.pem")));
    }

    @Test
    @DisplayName("the manifests differ in what the browsers want, and name every script that is packed")
    void manifests() throws Exception {
        JsonObject chromium = json("chromium/manifest.json");
        JsonObject firefox = json("firefox/manifest.json");
        assertThat(chromium.getAsJsonObject("background").get("service_worker").getAsString())
                .isEqualTo("background.js");
        assertThat(firefox.getAsJsonObject("background").has("scripts")).isTrue();
        assertThat(chromium.get("content_scripts")).isEqualTo(firefox.get("content_scripts"));
        assertThat(chromium.get("permissions").toString()).isEqualTo("[\"nativeMessaging\"]");
        for (var script : chromium.getAsJsonArray("content_scripts")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("js")) {
            assertThat(dir.resolve("firefox").resolve(script.getAsString())).exists();
        }
        byte[] key = Base64.getDecoder().decode(chromium.get("key").getAsString());
        assertThat(key)
                .isEqualTo(SigningKey.at(dir.resolve("key.pem")).getPublic().getEncoded());
    }

    @Test
    @DisplayName("the crx is signed with the key that its id is from")
    void crx() throws Exception {
        KeyPair key = SigningKey.at(dir.resolve("key.pem"));
        byte[] crx = Files.readAllBytes(dir.resolve("oriel-browser.crx"));
        ByteBuffer front = ByteBuffer.wrap(crx).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(crx, 0, 4)).isEqualTo("Cr24");
        assertThat(front.getInt(4)).isEqualTo(3);
        int header = front.getInt(8);
        byte[] zip = Arrays.copyOfRange(crx, 12 + header, crx.length);
        // The signed data is the last field: tag, length and 18 bytes that hold the id. The signature stands before it.
        byte[] signedData = Arrays.copyOfRange(crx, 12 + header - 18, 12 + header);
        byte[] signature = Arrays.copyOfRange(crx, 12 + header - 22 - 256, 12 + header - 22);
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key.getPublic());
        check.update(Crx.toBeSigned(signedData, zip));
        assertThat(check.verify(signature)).isTrue();
        assertThat(names(zip)).isEqualTo(names(Files.readAllBytes(dir.resolve("oriel-browser.xpi"))));
    }

    private static Set<String> names(byte[] zip) throws Exception {
        Set<String> names = new TreeSet<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("manifest.json", "content.js");
        return names;
    }

    @Test
    @DisplayName("policies, host manifests and update.xml name the same extension")
    void policies() throws Exception {
        assertThat(json("policies/chromium/oriel.json")
                        .get("ExtensionInstallForcelist")
                        .toString())
                .isEqualTo("[\"" + id() + ";https://it.example.org/oriel/update.xml\"]");
        assertThat(Files.readString(dir.resolve("update.xml")))
                .contains(id(), "oriel-browser.crx", "version=\"0.1.0\"");
        assertThat(json("native-messaging-hosts/chromium/org.oriel.browser.json")
                        .get("allowed_origins")
                        .toString())
                .contains(id());
        assertThat(json("native-messaging-hosts/firefox/org.oriel.browser.json")
                        .get("allowed_extensions")
                        .toString())
                .contains(Companion.FIREFOX_ID);
        assertThat(json("policies/firefox/policies.json").toString()).contains("force_installed", Companion.FIREFOX_ID);
    }

    @Test
    @DisplayName("the key is for its user alone, and a second run gives the same id and the same files")
    void again() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("key.pem"))))
                .isEqualTo("rw-------");
        byte[] first = Files.readAllBytes(dir.resolve("oriel-browser.crx"));
        writes();
        assertThat(Files.readAllBytes(dir.resolve("oriel-browser.crx"))).isEqualTo(first);
        assertThat(Files.readString(dir.resolve("relay/oriel-browser-relay"))).contains("my $SOCKET = '/run/x.sock';");
    }
}

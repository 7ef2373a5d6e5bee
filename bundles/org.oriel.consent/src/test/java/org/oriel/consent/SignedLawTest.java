package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.consent.Installed.Declared;
import org.oriel.consent.Installed.InstalledBundle;

class SignedLawTest {
    private static final String FOLDER = "OSGI-INF/law/";

    @TempDir
    private Path folder;

    private final Map<String, String> files = new HashMap<>();
    private World world;
    private KeyPair counsel;

    @BeforeEach
    void signedPack() throws Exception {
        world = new World(folder);
        counsel = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        files.put(FOLDER + "notice_en.txt", "Signed notice.\n");
        pack("\"requires\":[\"legalBasis\"]");
        List<Declared> declared = world.bundles.get("org.oriel.law.us-base").declared();
        world.bundles.put(
                "org.oriel.law.us-base",
                new InstalledBundle("law", "1", declared, path -> Optional.ofNullable(files.get(path))));
        settings(counsel, "art. 6(1)(f)");
    }

    private void pack(String more) throws Exception {
        String pack = World.PACK.substring(0, World.PACK.length() - 1) + "," + more + ",\"notices\":{\"en\":\""
                + Journal.hash("Signed notice.\n") + "\"}}";
        files.put(FOLDER + "pack.json", pack);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(counsel.getPrivate());
        signature.update(pack.getBytes(StandardCharsets.UTF_8));
        files.put(FOLDER + "pack.sig", Base64.getEncoder().encodeToString(signature.sign()));
    }

    private void settings(KeyPair key, String basis) {
        world.law = LawSettings.of(
                List.of(Base64.getEncoder().encodeToString(key.getPublic().getEncoded())),
                false,
                Map.of(LawSettings.LEGAL_BASIS, basis));
    }

    private String state() {
        world.start();
        world.equipped();
        return world.state();
    }

    @Test
    @DisplayName("A signed pack needs no leave for drafts, and nothing calls it a draft")
    void signed() throws Exception {
        assertThat(state()).isEqualTo("OFF no-consent");
        world.agree();
        assertThat(world.gate.state().detail()).doesNotContain("DRAFT");
        assertThat(world.gate.notice().text()).contains("Recorded legal basis: art. 6(1)(f).");
    }

    @Test
    @DisplayName("Changed after signing, in the file or in the notice: no pack at all, also where drafts are allowed")
    void changed() {
        files.computeIfPresent(FOLDER + "pack.json", (name, text) -> text.replace("One.", "Two."));
        world.law = LawSettings.of(
                List.of(Base64.getEncoder().encodeToString(counsel.getPublic().getEncoded())), true, Map.of());
        assertThat(state()).isEqualTo("BLOCKED no-law");
        assertThat(world.gate.state().detail()).contains("pack.sig is no signature");
    }

    @Test
    void anotherNotice() {
        files.put(FOLDER + "notice_en.txt", "Another notice.\n");

        assertThat(state()).isEqualTo("BLOCKED no-law");
        assertThat(world.gate.state().detail()).contains("not the one that was signed");
    }

    @Test
    @DisplayName("Signed by somebody else")
    void anotherKey() throws Exception {
        settings(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "x");

        assertThat(state()).isEqualTo("BLOCKED no-law");
    }

    @Test
    @DisplayName("What a pack asks for is not recorded")
    void missingReference() {
        settings(counsel, " ");

        assertThat(state()).isEqualTo("BLOCKED law-reference");
        assertThat(world.gate.state().detail()).contains("legalBasis");
    }

    @Test
    @DisplayName("A manifest cannot permit more, or for longer, than what was signed")
    void manifestIsNotEnough() {
        world.law("us-base", "2027-12-31", "key", "window");
        List<Declared> declared = world.bundles.get("org.oriel.law.us-base").declared();
        List<Declared> more = new java.util.ArrayList<>(declared);
        more.add(new Declared(
                Declared.PERMIT, Map.of("jurisdiction", "us-base", "expires", "2099-12-31", "kind", "clipboard")));
        world.bundles.put(
                "org.oriel.law.us-base",
                new InstalledBundle("law", "1", more, path -> Optional.ofNullable(files.get(path))));
        world.install("org.example.clips", World.capture("clipboard", "copies", "high", 1));

        assertThat(state()).isEqualTo("BLOCKED law-forbids");
    }
}

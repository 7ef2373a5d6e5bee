package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.source.x11.Desktop;
import org.oriel.tck.CanarySearch;

/** The table of docs/consent.md on the real distribution: in each row somebody types, and nothing of it exists. */
class NothingTest {
    private static final String CANARY = "quizzicalzephyr";

    @TempDir
    Path folder;

    private Desktop desktop;
    private Path data;
    private Path country;
    private String editor;

    @BeforeEach
    void open() throws Exception {
        desktop = Desktop.start(folder.resolve("home"));
        data = folder.resolve("d");
        country = Files.writeString(folder.resolve("country"), "US\n");
        editor = desktop.open("mousepad", "mousepad");
        Files.writeString(
                folder.resolve("policy.json"),
                "{\"version\":1,\"timingMillis\":10,\"allow\":[{\"executable\":\"/usr/bin/mousepad\"}]}");
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    private Oriel start(String jurisdiction, String more) throws Exception {
        Path set = LoadSet.with(
                folder,
                "minimal",
                "org.oriel.consent",
                "{\"directory\":\"${oriel.data}/consent\",\"allowDraftLaw\":true,\"retentionDays\":30,\"country\":[\"US\"],"
                        + "\"countryFile\":\"" + country + "\",\"jurisdiction\":[" + jurisdiction + "]" + more + "}");
        return Oriel.terminal(
                data,
                desktop.environment(),
                "run",
                "--data",
                data.toString(),
                "--set",
                set.toString(),
                "--policy",
                folder.resolve("policy.json").toString());
    }

    /** Somebody works; no source, no event, nothing that was even looked at. */
    private void nothing(Oriel oriel, String state, String reason) throws Exception {
        Await.until(reason, () -> {
            try {
                return reason.equals(oriel.status().get("reason").getAsString());
            } catch (java.io.IOException e) {
                return false;
            }
        });
        JsonObject before = oriel.status();
        assertThat(before.get("state").getAsString()).as(reason).isEqualTo(state);
        long stored = CrashTest.last(oriel);
        desktop.focus(editor);
        desktop.type(CANARY);
        JsonObject after = oriel.status();
        assertThat(after.get("reason").getAsString()).isEqualTo(reason);
        assertThat(after.getAsJsonArray("sources")).as(reason).isEmpty();
        assertThat(count(after)).as(reason).isEqualTo(count(before));
        assertThat(CrashTest.last(oriel)).as(reason).isEqualTo(stored);
    }

    private static long count(JsonObject status) {
        return status.getAsJsonObject("pipeline").get("received").getAsLong();
    }

    private void recording(Oriel oriel) throws Exception {
        oriel.awaitState("recording");
        Await.until(
                "the hook is there",
                () -> !oriel.status().getAsJsonArray("sources").isEmpty());
        long before = count(oriel.status());
        desktop.focus(editor);
        desktop.type("seen");
        Await.until("what is allowed is captured", () -> count(oriel.status()) > before);
    }

    @Test
    @DisplayName("no consent, open exemption, other country, wider set, no indicator: no event in any")
    void whileItRuns() throws Exception {
        try (Oriel oriel = start("\"us-base\"", "")) {
            Await.until("asks", () -> oriel.printed().contains("I agree"));
            nothing(oriel, "off", "no-consent");
            oriel.type("I agree");
            recording(oriel);

            assertThat(oriel.ask("exempt", "ask", "all", "--reason", "health").exit())
                    .isZero();
            nothing(oriel, "blocked", "exempt");
            String id = JsonParser.parseString(
                            oriel.ask("exempt", "list", "--json").out())
                    .getAsJsonArray()
                    .get(0)
                    .getAsJsonObject()
                    .get("id")
                    .getAsString();
            assertThat(oriel.ask("exempt", "withdraw", id).exit()).isZero();
            recording(oriel);

            assertThat(oriel.ask("exempt", "ask", "application", "/usr/bin/mousepad", "--reason", "client-data")
                            .exit())
                    .isZero();
            leftOut(oriel);

            Files.writeString(country, "FR\n");
            nothing(oriel, "blocked", "other-country");
            assertThat(oriel.ask("resume").exit()).isEqualTo(3);
            Files.writeString(country, "US\n");
            nothing(oriel, "blocked", "other-country");
            assertThat(oriel.ask("resume").exit()).isZero();

            Path wider = bundle("wider", "oriel.capture;kind=clipboard;what=\"copies\";sensitivity=high", "");
            assertThat(oriel.ask("shell", "install", "file:" + wider).exit()).isZero();
            nothing(oriel, "blocked", "consent-outdated");
        }
        assertThat(CanarySearch.of(java.util.List.of(CANARY)).in(data)).isEmpty();

        // Agreed to, but nobody sees a sign of it: no terminal, no tray.
        Path set = folder.resolve("minimal.json");
        try (Oriel oriel = Oriel.start(
                data, set, "--policy", folder.resolve("policy.json").toString(), "--display", desktop.display())) {
            nothing(oriel, "blocked", "no-indicator");
        }
    }

    /** An exempt program is worked with while capture of the others goes on. */
    private void leftOut(Oriel oriel) throws Exception {
        oriel.awaitState("recording");
        long stored = CrashTest.last(oriel);
        JsonObject before = oriel.status().getAsJsonObject("pipeline");
        desktop.focus(editor);
        desktop.type(CANARY);
        Await.until(
                "it was refused",
                () -> refused(oriel.status().getAsJsonObject("pipeline")) >= refused(before) + CANARY.length());
        assertThat(CrashTest.last(oriel)).isEqualTo(stored);
    }

    private static long refused(JsonObject pipeline) {
        JsonObject dropped = pipeline.getAsJsonObject("dropped");
        return dropped.has("not-allowed") ? dropped.get("not-allowed").getAsLong() : 0;
    }

    @Test
    @DisplayName("expired consent, outside hours, expired law pack: no event in any")
    void fromTheStart() throws Exception {
        try (Oriel oriel = start("\"us-base\"", "")) {
            Await.until("asks", () -> oriel.printed().contains("I agree"));
            oriel.type("I agree");
            recording(oriel);
        }
        String yesterday = LocalDate.now().minusDays(2).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT);
        try (Oriel oriel = start("\"us-base\"", ",\"hours\":[\"" + yesterday + " 00:00-00:01\"]")) {
            nothing(oriel, "blocked", "outside-hours");
            assertThat(oriel.status().has("until")).isTrue();
        }
        try (Oriel oriel = start("\"us-base\",\"us-old\"", "")) {
            Await.until("started", () -> Files.exists(data.resolve("control.sock")));
            Path law = bundle(
                    "old",
                    "oriel.law;jurisdiction=us-old;expires=\"2026-01-31\";version=1,"
                            + "capture.permit;kind=key;jurisdiction=us-old;expires=\"2026-01-31\"",
                    "{\"format\":2,\"jurisdiction\":\"us-old\",\"version\":\"1\",\"expires\":\"2026-01-31\",\"permits\":"
                            + "[\"key\"],\"title\":\"t\",\"status\":\"s\",\"languages\":[\"en\"],\"retentionFloorDays\":0,"
                            + "\"signatures\":\"-\",\"sources\":[]}");
            nothing(oriel, "blocked", "no-law");
            assertThat(oriel.ask("shell", "install", "file:" + law).exit()).isZero();
            nothing(oriel, "blocked", "law-expired");
        }
        Path grants = data.resolve("consent/grants.json");
        Files.writeString(grants, Files.readString(grants).replaceAll("\"given\": \"20[0-9]{2}", "\"given\": \"2020"));
        try (Oriel oriel = start("\"us-base\"", "")) {
            Await.until("asks again", () -> oriel.printed().contains("I agree"));
            nothing(oriel, "blocked", "consent-expired");
        }
        assertThat(CanarySearch.of(java.util.List.of(CANARY)).in(data)).isEmpty();
    }

    private Path bundle(String name, String capabilities, String pack) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "org.example." + name);
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Provide-Capability", capabilities);
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream files = new JarOutputStream(out, manifest)) {
            for (String file : new String[] {"pack.json", "notice_en.txt"}) {
                files.putNextEntry(new ZipEntry("OSGI-INF/law/" + file));
                files.write((file.equals("pack.json") ? pack : "Text.\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}

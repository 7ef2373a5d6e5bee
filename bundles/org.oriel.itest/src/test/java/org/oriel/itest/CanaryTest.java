package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.source.replay.SessionWriter;
import org.oriel.tck.Canaries;
import org.oriel.tck.CanarySearch;

/** Secrets that are typed with mistakes, pasted over and shown in titles, while the agent is killed again and again. */
class CanaryTest {
    private static final int NOTES = 0x1400007;
    private static final int MAIL = 0x1800003;
    private static final int TERMINAL = 0x2000009;
    private static final int TEXTS = 60;

    @TempDir
    Path folder;

    private final List<String> secrets = new ArrayList<>();

    @Test
    @DisplayName("no byte of a secret is on the disk, whatever happens")
    void nothingRaw() throws Exception {
        int rounds = Integer.getInteger("oriel.canary.rounds", 8);
        Random random = new Random(7);
        Path session = folder.resolve("canaries.orec");
        script(random).write(session);
        Path data = folder.resolve("d");
        Path set = set(session, 1_000_000);
        for (int round = 0; round < rounds; round++) {
            try (Oriel oriel = Oriel.start(data, set, LoadSet.demoPolicy())) {
                oriel.awaitState("recording");
                long before = CrashTest.last(oriel);
                Await.until("something is stored", () -> CrashTest.last(oriel) > before);
                // The moment of death is the one thing that must be random here; nothing is waited for.
                LockSupport.parkNanos(random.nextInt(1_500) * 1_000_000L);
                oriel.kill();
            }
            assertThat(CanarySearch.of(secrets).in(data)).as("round %s", round).isEmpty();
        }
        try (Oriel oriel = Oriel.start(data, set(session, 1), LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            long last = CrashTest.last(oriel);
            Await.until("the exporter has it", () -> CrashTest.position(oriel) >= last);
        }
        assertThat(CanarySearch.of(secrets).in(data)).isEmpty();
        assertThat(Exported.bodies(data, "key")).hasSizeGreaterThan(1000);
        assertThat(typed(data))
                .doesNotContain(secrets.stream().map(CanaryTest::squeezed).toList());
    }

    /** What an attacker types after the exported events; spaces do not count. */
    private static String typed(Path data) throws Exception {
        StringBuilder text = new StringBuilder();
        for (JsonObject key : Exported.bodies(data, "key")) {
            String value = key.get("key").getAsString();
            if (key.get("phase").getAsString().equals("down") && value.codePointCount(0, value.length()) == 1) {
                text.append(value);
            }
        }
        return squeezed(text.toString());
    }

    private static String squeezed(String text) {
        return text.replace(" ", "");
    }

    private SessionWriter script(Random random) {
        SessionWriter writer = SessionWriter.seeded(11)
                .window(NOTES, "/usr/bin/mousepad", "Mousepad")
                .title(NOTES, "Untitled 1 - Mousepad")
                .window(MAIL, "/usr/bin/thunderbird", "thunderbird")
                .title(MAIL, "Inbox - Thunderbird")
                .window(TERMINAL, "/usr/bin/xterm", "XTerm")
                .typos(0.02);
        for (int i = 0; i < TEXTS; i++) {
            Canaries canaries = Canaries.seeded(1000 + i);
            int window = random.nextBoolean() ? NOTES : MAIL;
            writer.focus(window).type("Please note for later, it is needed on Monday: ");
            type(writer, random, canaries.email());
            writer.type(" or call ");
            type(writer, random, canaries.phone());
            writer.type(". Card ").typos(0);
            type(writer, random, canaries.card());
            writer.typos(0.02).type(" and then the account ").typos(0);
            type(writer, random, canaries.iban());
            writer.typos(0.02).type(" please.\n").title(window, "Re: " + canaries.email() + " - Thunderbird");
            secrets.addAll(List.of(canaries.email(), canaries.phone(), canaries.card(), canaries.iban()));
            // What is typed into a program that is not allowed must not be anywhere, whatever it is.
            writer.focus(TERMINAL).type(canaries.token() + "\n");
            secrets.add(canaries.token());
        }
        return writer;
    }

    /** As it is, half typed and begun anew, or with its last sign deleted and typed again. */
    private static void type(SessionWriter writer, Random random, String secret) {
        switch (random.nextInt(3)) {
            case 0 -> writer.type(secret);
            case 1 -> {
                int half = secret.length() / 2;
                writer.type(secret.substring(0, half)).press("Backspace", half).type(secret);
            }
            default -> writer.type(secret).press("Backspace").type(secret.substring(secret.length() - 1));
        }
    }

    private Path set(Path session, int loops) throws Exception {
        Path file = LoadSet.write(folder, 1500, loops);
        JsonObject set = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        set.getAsJsonObject("configurations")
                .getAsJsonObject("org.oriel.source.replay")
                .addProperty("file", session.toString());
        return Files.writeString(folder.resolve("canaries-" + loops + ".json"), set.toString());
    }
}

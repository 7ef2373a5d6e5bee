package org.oriel.keys.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vault in a JVM of its own, on a private session bus, with a real GNOME Keyring. */
class GnomeKeyringTest {
    private static final String UNLOCKED =
            "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 90; ";

    @TempDir
    Path home;

    private String run(String script, String... arguments) throws Exception {
        return runWithServices("/usr/local/share:/usr/share", script, arguments);
    }

    /** Folders in which the bus looks for services to start. */
    private String runWithServices(String folders, String script, String... arguments) throws Exception {
        for (String program : List.of("dbus-run-session", "gnome-keyring-daemon")) {
            boolean there = Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            Assumptions.assumeTrue(there, "skipped: " + program + " is not installed");
        }
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VaultMain.class.getName()));
        java.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder("dbus-run-session", "--", "sh", "-c", script + "exec \"$@\"", "sh");
        builder.command().addAll(java);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_DATA_DIRS", folders);
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        builder.environment()
                .put(
                        "XDG_RUNTIME_DIR",
                        Files.createDirectories(home.resolve("run")).toString());
        builder.environment().remove("DISPLAY");
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return text;
    }

    @Test
    void theSameNameGivesTheSameKeyAlsoAfterTheKeyringWasRestarted() throws Exception {
        String first = run(UNLOCKED, "key", "one", "key", "one", "key", "two");
        List<String> keys = keys(first);
        assertThat(keys).as(first).hasSize(3);
        assertThat(keys.get(0)).hasSize(64).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
        String second = run(UNLOCKED, "ready", "key", "two", "key", "one");
        assertThat(second).contains("ready READY");
        assertThat(keys(second)).as(second).containsExactly(keys.get(2), keys.get(0));
    }

    private static List<String> keys(String text) {
        return text.lines()
                .filter(line -> line.startsWith("key "))
                .map(line -> line.substring(4))
                .toList();
    }

    @Test
    void aLockedKeyringIsLeftAloneAndNoSecondKeyIsMade() throws Exception {
        String key = keys(run(UNLOCKED, "key", "one")).get(0);
        // Started without the password: the keyring of the first run exists and stays locked.
        String locked = run("gnome-keyring-daemon --start --components=secrets >/dev/null; ", "ready", "key", "one");
        assertThat(locked).contains("ready LOCKED").contains("the default keyring is locked");
        assertThat(keys(locked)).isEmpty();
        assertThat(keys(run(UNLOCKED, "key", "one"))).containsExactly(key);
    }

    @Test
    void theJvmSurvivesTheEndOfTheSessionBus() throws Exception {
        String text = run(UNLOCKED, "key", "one", "kill-bus", "key", "one");
        assertThat(keys(text)).hasSize(1);
        assertThat(text).contains("no key: the secret service gave no key").contains("alive");
    }

    @Test
    void aBusWithoutASecretServiceIsAnAnswer() throws Exception {
        // Without service files the bus can start nothing.
        String text = runWithServices("/nowhere", "", "ready");
        assertThat(text)
                .containsAnyOf("ready ABSENT", "not ready: the secret service gave no key")
                .contains("alive");
    }
}

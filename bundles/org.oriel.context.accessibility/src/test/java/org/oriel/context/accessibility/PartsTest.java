package org.oriel.context.accessibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Sensitive;

/** The parts that need no desktop. */
class PartsTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    @DisplayName("of a URL its origin is kept, and nothing else")
    void origins() {
        assertThat(Origins.of("https://Mail.Example.org/a/b?token=x#y")).isEqualTo("https://mail.example.org");
        assertThat(Origins.of("http://localhost:8080/")).isEqualTo("http://localhost:8080");
        assertThat(Origins.of("https://example.org:443")).isEqualTo("https://example.org");
        assertThat(Origins.of("https://me:secret@example.org/x")).isEqualTo("https://example.org");
        assertThat(Origins.of("https://example.org?q={a b}")).isEqualTo("https://example.org");
        assertThat(Origins.of("http://[::1]:9/x")).isEqualTo("http://[::1]:9");
        assertThat(Origins.of("file:///home/me/notes.html")).isEqualTo("file://");
        assertThat(Origins.of("data:text/html,<p>secret")).isEqualTo("data://");
        assertThat(Origins.of("about:blank")).isEqualTo("about://");
        assertThat(Origins.of("https://bad host/")).isEmpty();
        assertThat(Origins.of("secret")).isEmpty();
        assertThat(Origins.of("")).isEmpty();
    }

    @Test
    @DisplayName("addresses of buses: path, abstract, escaped, several; others are refused")
    void addresses() throws Exception {
        assertThat(BusAddress.socket("unix:path=/run/user/1000/bus")).isEqualTo("/run/user/1000/bus");
        assertThat(BusAddress.socket("unix:abstract=/tmp/dbus-x,guid=1f")).isEqualTo("\0/tmp/dbus-x");
        assertThat(BusAddress.socket("tcp:host=a;unix:guid=1,path=/a%20b")).isEqualTo("/a b");
        assertThatThrownBy(() -> BusAddress.socket("tcp:host=a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> BusAddress.socket("unix:path=/a%2")).isInstanceOf(IOException.class);
        assertThat(BusAddress.session(Map.of("XDG_RUNTIME_DIR", "/run/user/7"))).isEqualTo("unix:path=/run/user/7/bus");
        assertThatThrownBy(() -> BusAddress.session(Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no session bus");
    }

    @Test
    @DisplayName("a stalled application is left alone twice as long each time, and forgiven when it answers")
    void watchdog() {
        Watchdog watchdog = new Watchdog();
        assertThat(watchdog.suspended(0)).isFalse();
        watchdog.stalled(0, 0);
        assertThat(watchdog.suspended(Watchdog.FIRST_NANOS - 1)).isTrue();
        assertThat(watchdog.suspended(Watchdog.FIRST_NANOS)).isFalse();
        // Two questions that wait for the same stall are one stall.
        watchdog.stalled(0, 1);
        assertThat(watchdog.suspended(Watchdog.FIRST_NANOS)).isFalse();
        long now = Watchdog.FIRST_NANOS;
        watchdog.stalled(now, now);
        assertThat(watchdog.suspended(now + 2 * Watchdog.FIRST_NANOS - 1)).isTrue();
        for (int i = 0; i < 20; i++) {
            now += Watchdog.LONGEST_NANOS;
            watchdog.stalled(now, now);
        }
        assertThat(watchdog.suspended(now + Watchdog.LONGEST_NANOS)).isFalse();
        watchdog.answered();
        assertThat(watchdog.suspended(now)).isFalse();
    }

    @Test
    @DisplayName("the times of a focus: after the former was seen last, since the event, until it was asked")
    void times() {
        Program program = new Program(":1.5", 100 * MILLI);
        program.focused("/a", 200 * MILLI);
        Focus first = program.focus();
        assertThat(first).isEqualTo(new Focus("/a", 100 * MILLI, 200 * MILLI));
        // Asked 10 ms after it got the focus, less the allowance: it is known for the moment of the event.
        assertThat(program.confirmed(first, 180 * MILLI)).isEqualTo(200 * MILLI);
        assertThat(program.confirmed(first, 500 * MILLI)).isEqualTo(500 * MILLI);
        program.unfocused("/a", 800 * MILLI);
        assertThat(program.focus().known()).isFalse();
        program.focused("/b", 810 * MILLI);
        assertThat(program.focus()).isEqualTo(new Focus("/b", 500 * MILLI, 810 * MILLI));
        program.deactivated(900 * MILLI);
        Program.Parting parting = program.takeParting();
        assertThat(parting).isNotNull();
        assertThat(parting.focus().path()).isEqualTo("/b");
        assertThat(parting.untilNanos()).isEqualTo(900 * MILLI);
        assertThat(program.takeParting()).isNull();
        assertThat(program.parting()).isEqualTo(parting);
    }

    @Test
    @DisplayName("a guarded field stays guarded")
    void guarded() {
        Program program = new Program(":1.5", 0);
        program.guard("/a");
        program.focused("/b", 1);
        program.focused("/a", 2);
        assertThat(program.guarded("/a")).isTrue();
        assertThat(program.guarded("/b")).isFalse();
    }

    @Test
    @DisplayName("names of private windows are known by their end")
    void privateNames() {
        Settings settings = new Settings(250, 30, 50, 10, true, List.of("(Incognito)", "Private Browsing"), Set.of());
        assertThat(settings.isPrivate("News - Chromium (Incognito)")).isTrue();
        assertThat(settings.isPrivate("Mozilla Firefox private browsing ")).isTrue();
        assertThat(settings.isPrivate("How (Incognito) works - Chromium")).isFalse();
    }

    @Test
    @DisplayName("a line of bullets is a masked field; a line with other text is none")
    void masks() {
        Masks masks = new Masks();
        long line = 1L << States.SINGLE_LINE;
        assertThat(masks.masked(written("\u2022\u2022\u2022"), line)).isTrue();
        assertThat(masks.masked(written("\u25cf"), line)).isTrue();
        assertThat(masks.masked(written("**"), line)).isTrue();
        assertThat(masks.masked(written("*"), line)).isFalse();
        assertThat(masks.masked(written("\u2022 milk"), line)).isFalse();
        assertThat(masks.masked(written("\u2022\u2022"), 0)).isFalse();
    }

    private static Fields.Written written(String text) {
        return new Fields.Written(Sensitive.of(text), text.length(), text.length(), 79);
    }

    @Test
    @DisplayName("a call is read back as it was written; without content in toString")
    void wire() {
        byte[] bytes = call("what is typed");
        Message message = new Message(bytes, bytes.length);
        assertThat(message.type()).isEqualTo(Message.CALL);
        assertThat(message.path()).isEqualTo("/a/b");
        assertThat(message.interfaceName()).isEqualTo("x.Y");
        assertThat(message.member()).isEqualTo("Do");
        Message body = message.body("siu");
        assertThat(body.string()).isEqualTo("what is typed");
        assertThat(body.int32()).isEqualTo(-2);
        assertThat(body.int32()).isEqualTo(7);
        assertThat(message.toString()).doesNotContain("typed");
        assertThatThrownBy(() -> message.body("s")).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] call(String text) {
        ByteBuffer bytes = new Call(":1.2", "/a/b", "x.Y", "Do")
                .with(text)
                .with(-2)
                .withUnsigned(7)
                .bytes(9, 0);
        byte[] array = new byte[bytes.limit()];
        bytes.get(array);
        return array;
    }

    @Test
    @DisplayName("garbage ends in an exception of the buffer, never in an endless loop or a lot of memory")
    void garbage() {
        Random random = new Random(7);
        byte[] good = call("text");
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int k = 0; k <= i % 3; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Message message = new Message(bytes, bytes.length);
                message.body();
                message.skip(message.bodySignature());
                read++;
            } catch (RuntimeException e) {
                assertThat(e)
                        .isInstanceOfAny(
                                IllegalArgumentException.class,
                                IndexOutOfBoundsException.class,
                                java.nio.BufferUnderflowException.class);
            }
        }
        assertThat(read).isBetween(1_000, 19_999);
    }

    @Test
    @DisplayName("every role has a name; numbers of later versions are unknown, and tell nothing of where keys go")
    void roles() {
        assertThat(Roles.name(Roles.PASSWORD)).isEqualTo("password text");
        assertThat(Roles.name(Roles.DOCUMENT_WEB)).isEqualTo("document web");
        assertThat(Roles.name(Roles.TERMINAL)).isEqualTo("terminal");
        assertThat(Roles.name(79)).isEqualTo("entry");
        assertThat(Roles.name(129)).isEqualTo("push button menu");
        assertThat(Roles.name(130)).isEqualTo("unknown");
        assertThat(Roles.vague(130)).isTrue();
        assertThat(Roles.vague(43)).isFalse();
    }

    @Test
    @DisplayName("a display has the desktop's name that the hook of the keys gives it")
    void desktop() {
        assertThat(AccessibilityExtractor.desktop(":0.0")).isEqualTo("x11::0");
        assertThat(AccessibilityExtractor.desktop("unix:0")).isEqualTo("x11::0");
        assertThat(AccessibilityExtractor.desktop("")).isEmpty();
    }

    @Test
    @DisplayName("what an application sends as text is text of any length up to the limit")
    void utf8() {
        byte[] bytes = call("Zoë \uD83D\uDE00".repeat(50));
        assertThat(new Message(bytes, bytes.length).body("siu").string().getBytes(StandardCharsets.UTF_8))
                .hasSize(50 * 9);
    }
}

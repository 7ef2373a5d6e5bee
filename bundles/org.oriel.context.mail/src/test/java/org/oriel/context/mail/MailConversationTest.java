package org.oriel.context.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Message;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.tck.FakeContextFeed;
import org.oriel.tck.FakeContextSink;

class MailConversationTest {
    private static final long NOW = 50_000_000_000L;
    private static final long WALL = 1_795_000_000_000L;
    private static final Target HOLDER =
            new Target(Target.Scope.WINDOW, 0, new Application("/usr/lib/thunderbird/thunderbird", true, ""));

    @TempDir
    Path folder;

    private FakeContextFeed feed;
    private MailConversation conversation;

    @BeforeEach
    void greet() throws IOException {
        begin("kinds", "denied");
    }

    private MailConversation stranger(String counterparts, String typing) throws IOException {
        FakeContextSink sink = new FakeContextSink();
        Settings settings =
                Settings.of(List.of("example.org"), counterparts, typing, List.of("thunderbird"), folder.resolve("k"));
        MailTold told = new MailTold(sink.open(""));
        feed = sink.feed();
        return new MailConversation(settings, told, HOLDER, () -> NOW, () -> WALL);
    }

    private void begin(String counterparts, String typing) throws IOException {
        conversation = stranger(counterparts, typing);
        assertThat(conversation.said(Caller.RELAY)).isTrue();
        assertThat(conversation.said(Caller.HELLO)).isTrue();
    }

    private static String act(String fields) {
        return "{\"type\":\"act\",\"at\":" + (WALL - 2_000) + "," + fields + "}";
    }

    @Test
    @DisplayName("an act is a message and a body with its declared fields, on our clock, and nothing that was added")
    void acts() {
        assertThat(conversation.said(
                        act("\"action\":\"reply\",\"counterpart\":\"mixed\",\"people\":3,\"attachments\":2,"
                                + "\"attachmentKinds\":\"document:1,image:1\",\"folder\":\"inbox\",\"subject\":\"hunter2\","
                                + "\"counterparts\":\"" + "0a".repeat(16) + "\"")))
                .isTrue();
        assertThat(feed.bodies())
                .containsExactly(
                        new Message("reply", "mixed"),
                        new Extension(
                                "org.oriel.mail.act/1",
                                Map.of(
                                        "action", Sensitive.of("reply"),
                                        "counterpart", Sensitive.of("mixed"),
                                        "people", Sensitive.of("3"),
                                        "attachments", Sensitive.of("2"),
                                        "attachmentKinds", Sensitive.of("document:1,image:1"),
                                        "folder", Sensitive.of("inbox"))));
        assertThat(feed.told()).allMatch(told -> told.monotonicNanos() == NOW - 2_000_000_000L);
    }

    @Test
    @DisplayName("hashes of counterparts only where they are set, and only hashes")
    void hashes() throws IOException {
        begin("hashed", "denied");
        String hash = "0a".repeat(16);
        assertThat(conversation.said(
                        act("\"action\":\"read\",\"counterpart\":\"internal\",\"counterparts\":\"" + hash + "\"")))
                .isTrue();
        assertThat(((Extension) feed.bodies().get(1)).fields().get("counterparts"))
                .isEqualTo(Sensitive.of(hash));
        assertThat(conversation.said(
                        act("\"action\":\"read\",\"counterpart\":\"internal\",\"counterparts\":\"mara@example.org\"")))
                .isFalse();
    }

    @Test
    @DisplayName("a field that holds what it may not refuses the whole message")
    void lies() {
        for (String fields : List.of(
                "\"action\":\"read mara's\",\"counterpart\":\"internal\"",
                "\"action\":\"read\",\"counterpart\":\"mara@example.org\"",
                "\"action\":\"read\"",
                "\"action\":\"read\",\"counterpart\":\"internal\",\"folder\":\"Divorce\"",
                "\"action\":\"read\",\"counterpart\":\"internal\",\"people\":{}",
                "\"action\":\"read\",\"counterpart\":\"internal\",\"attachmentKinds\":\"payroll.pdf\"")) {
            assertThat(conversation.said(act(fields))).as(fields).isFalse();
        }
        String good = "\"action\":\"read\",\"counterpart\":\"internal\"}";
        for (long at : new long[] {WALL + 1, WALL - 10_001, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(conversation.said("{\"type\":\"act\",\"at\":" + at + "," + good))
                    .isFalse();
        }
        assertThat(feed.offers()).isZero();
    }

    @Test
    @DisplayName("keys are guarded unless the setting allows the text, whatever the extension says")
    void fields() throws IOException {
        String body = "{\"type\":\"field\",\"since\":" + (WALL - 100) + ",\"until\":" + WALL
                + ",\"kind\":\"body\",\"message\":2}";
        assertThat(conversation.said(body)).isTrue();
        assertThat(feed.fields()).extracting(FieldState::privacy).containsExactly(FieldState.Privacy.GUARDED);
        begin("kinds", "allowed");
        assertThat(conversation.said(body)).isTrue();
        assertThat(conversation.said(body.replace("body", "guarded"))).isTrue();
        assertThat(conversation.said(body.replace("\"until\":" + WALL, "\"until\":" + (WALL - 200))))
                .isFalse();
        assertThat(feed.fields())
                .extracting(FieldState::privacy)
                .containsExactly(FieldState.Privacy.OPEN, FieldState.Privacy.GUARDED);
        assertThat(feed.fields().get(0).sinceNanos()).isEqualTo(NOW - 100_000_000L);
        assertThat(feed.fields().get(0).field()).isEqualTo("message-2");
    }

    @Test
    @DisplayName("nobody is listened to before the relay named the extension that started it")
    void greeting() throws IOException {
        MailConversation stranger = stranger("kinds", "denied");
        assertThat(stranger.said(Caller.HELLO)).isFalse();
        assertThat(stranger.said(Caller.RELAY.replace("mail@", "other@"))).isFalse();
        assertThat(stranger.said(Caller.HELLO)).isFalse();
        assertThat(stranger.said(act("\"action\":\"read\",\"counterpart\":\"internal\"")))
                .isFalse();
        assertThat(stranger.greeted()).isFalse();
        assertThat(feed.offers()).isZero();
    }

    @Test
    @DisplayName("a wrong setting is named with its value and what is allowed")
    void settings() {
        assertThatThrownBy(() -> Settings.of(List.of("a b"), "kinds", "denied", List.of(), folder))
                .hasMessageStartingWith("internalDomains a b is no domain, allowed: ");
        assertThatThrownBy(() -> Settings.of(List.of(), "names", "denied", List.of(), folder))
                .hasMessage("counterparts names is unknown, allowed: kinds hashed");
        assertThatThrownBy(() -> Settings.of(List.of(), "kinds", "yes", List.of(), folder))
                .hasMessage("typing yes is unknown, allowed: denied allowed");
        assertThatThrownBy(() -> Settings.of(List.of(), "kinds", "denied", List.of("/usr/bin/x"), folder))
                .hasMessageStartingWith("programs /usr/bin/x is no file name, allowed: ");
    }

    @Test
    @DisplayName("the key goes to the extension only where hashes are wanted")
    void config() throws IOException {
        assertThat(Settings.of(List.of("example.org"), "kinds", "allowed", List.of(), folder)
                        .config())
                .isEqualTo(
                        "{\"type\":\"config\",\"internalDomains\":[\"example.org\"],\"key\":\"\",\"typing\":true}\n");
        assertThat(Settings.of(List.of(), "hashed", "denied", List.of(), folder).config())
                .containsPattern("\"key\":\"[0-9a-f]{64}\"");
    }

    @Test
    @DisplayName("the manifest declares the same fields as the code")
    void declared() throws IOException {
        assertThat(Files.readString(Path.of("bnd.bnd")))
                .contains("schema=\"" + MailConversation.ACT + "\";fields:List<String>=\""
                        + String.join(",", new TreeSet<>(MailConversation.DECLARED.keySet())) + "\"");
    }
}

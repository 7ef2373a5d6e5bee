package org.oriel.context.ide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Document;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.tck.FakeContextFeed;
import org.oriel.tck.FakeContextSink;

class IdeConversationTest {
    private static final long NOW = 50_000_000_000L;
    private static final Target HOLDER =
            new Target(Target.Scope.WINDOW, 0, new Application("/usr/share/code/code", true, ""));

    @TempDir
    Path folder;

    private final FakeContextSink sink = new FakeContextSink();
    private IdeConversation conversation;

    @BeforeEach
    void greet() throws IOException {
        begin("hashed", "none");
    }

    private void begin(String project, String content) throws IOException {
        Settings settings = Settings.of(project, content, List.of("source", "test"), folder.resolve("k"));
        conversation = new IdeConversation(settings, new IdeTold(sink.open("")), HOLDER, () -> NOW);
        assertThat(conversation.said(Caller.HELLO)).isTrue();
    }

    private FakeContextFeed feed() {
        return sink.feeds().get(sink.feeds().size() - 1);
    }

    private String document(String project) {
        assertThat(conversation.said("{\"type\":\"document\",\"at\":49999999,\"project\":\"" + project
                        + "\",\"language\":\"java\",\"kind\":\"source\"}"))
                .isTrue();
        Document told = (Document) feed().bodies().get(feed().bodies().size() - 1);
        assertThat(told.language() + told.fileKind()).isEqualTo("javasource");
        return told.project().reveal();
    }

    @Test
    @DisplayName("keys are told of the kinds of files that are set, and counted everywhere else")
    void fields() {
        for (String kind : List.of("source", "config", "secret", "guarded", "sourcecode", "")) {
            assertThat(conversation.said("{\"type\":\"field\",\"since\":49900000,\"until\":49950000,\"kind\":\"" + kind
                            + "\",\"document\":4}"))
                    .isTrue();
        }
        List<FieldState> told = feed().fields();
        assertThat(told).hasSize(6).first().satisfies(open -> {
            assertThat(open.privacy()).isEqualTo(FieldState.Privacy.OPEN);
            assertThat(open.holder()).isEqualTo(HOLDER);
            assertThat(open.sinceNanos()).isEqualTo(49_900_000_000L);
            assertThat(open.untilNanos()).isEqualTo(49_950_000_000L);
            assertThat(open.field()).isEqualTo("document-4");
        });
        assertThat(told.subList(1, 6)).extracting(FieldState::privacy).containsOnly(FieldState.Privacy.GUARDED);
    }

    @Test
    @DisplayName("a time in the future, of long ago, or in the wrong order is refused")
    void times() {
        for (String times : List.of(
                "\"since\":49900000,\"until\":50000001",
                "\"since\":30000000,\"until\":49900000",
                "\"since\":49950000,\"until\":49900000",
                "\"since\":1e400,\"until\":49900000",
                "\"since\":9223372036854775807,\"until\":49900000",
                "\"since\":\"49900000\",\"until\":49900000",
                "\"until\":49900000")) {
            assertThat(conversation.said("{\"type\":\"field\"," + times + ",\"kind\":\"source\",\"document\":1}"))
                    .as(times)
                    .isFalse();
        }
        assertThat(feed().offers()).isZero();
    }

    @Test
    @DisplayName("a project is a hash of this installation, its name, or nothing")
    void projects() throws IOException {
        String hash = document("tidewater");
        assertThat(hash).matches("[0-9a-f]{32}");
        assertThat(document("tidewater")).isEqualTo(hash);
        assertThat(document("other")).isNotEqualTo(hash);
        begin("hashed", "none");
        assertThat(document("tidewater")).as("after a restart").isEqualTo(hash);
        Files.delete(folder.resolve("k/ide.key"));
        begin("hashed", "none");
        assertThat(document("tidewater")).as("another installation").isNotEqualTo(hash);
        begin("named", "none");
        assertThat(document("tidewater")).isEqualTo("tidewater");
        begin("none", "none");
        assertThat(document("tidewater")).isEmpty();
    }

    @Test
    @DisplayName("an edit has its declared fields, and nothing that was added")
    void edits() {
        assertThat(conversation.said("{\"type\":\"edit\",\"at\":49999999,\"kind\":\"typed\",\"author\":\"human\","
                        + "\"inserted\":12,\"deleted\":0,\"lines\":1,\"text\":\"hunter2\",\"path\":\"/home/mara\"}"))
                .isTrue();
        assertThat(feed().bodies())
                .containsExactly(new Extension(
                        "org.oriel.ide.edit/1",
                        Map.of(
                                "kind", Sensitive.of("typed"),
                                "author", Sensitive.of("human"),
                                "inserted", Sensitive.of("12"),
                                "deleted", Sensitive.of("0"),
                                "lines", Sensitive.of("1"))));
    }

    @Test
    @DisplayName("a field that holds what it may not refuses the whole message: no text passes as a kind or a command")
    void lies() {
        for (String fields : List.of(
                "\"type\":\"edit\",\"kind\":\"my password is hunter2\"",
                "\"type\":\"edit\",\"inserted\":\"4539 1488\"",
                "\"type\":\"edit\",\"inserted\":{}",
                "\"type\":\"edit\",\"inserted\":1234567890123",
                "\"type\":\"command\",\"event\":\"command\",\"command\":\"open /home/mara/x\"",
                "\"type\":\"authorship\",\"author\":\"mara\"",
                "\"type\":\"selection\"",
                "\"type\":\"keys\",\"text\":\"x\"",
                "\"type\":\"document\",\"project\":\"p\",\"language\":\"a b\",\"kind\":\"source\"")) {
            assertThat(conversation.said("{\"at\":49999999," + fields + "}"))
                    .as(fields)
                    .isFalse();
        }
        assertThat(feed().offers()).isZero();
    }

    @Test
    @DisplayName("undoing or correcting what an assistant wrote is an intervention")
    void interventions() {
        String said = "{\"type\":\"authorship\",\"at\":49999999,\"tool\":\"inline\",\"characters\":13,\"author\":";
        assertThat(conversation.said(said + "\"assistant\",\"act\":\"accepted\"}"))
                .isTrue();
        assertThat(feed().bodies()).hasSize(1).noneMatch(Mark.class::isInstance);
        assertThat(conversation.said(said + "\"human\",\"act\":\"undone\"}")).isTrue();
        assertThat(conversation.said(said + "\"human\",\"act\":\"corrected\"}")).isTrue();
        assertThat(feed().bodies())
                .contains(
                        new Mark(Mark.Kind.INTERVENTION, "assistant-edit-undone", Map.of()),
                        new Mark(Mark.Kind.INTERVENTION, "assistant-edit-corrected", Map.of()))
                .hasSize(5);
    }

    @Test
    @DisplayName("code is told as the setting says, whatever the extension sends")
    void content() throws IOException {
        String line = "{\"type\":\"content\",\"at\":49999999,\"text\":\"pin = 4711; // Zoë\"}";
        assertThat(conversation.said(line)).isTrue();
        assertThat(feed().bodies()).isEmpty();
        begin("hashed", "shape");
        assertThat(conversation.said(line)).isTrue();
        assertThat(feed().bodies())
                .containsExactly(
                        new Extension("org.oriel.ide.content/1", Map.of("text", Sensitive.of("aaa = 0000; // aaa"))));
        begin("hashed", "redacted");
        assertThat(conversation.said(line)).isTrue();
        assertThat(feed().bodies())
                .containsExactly(
                        new Extension("org.oriel.ide.content/1", Map.of("text", Sensitive.of("pin = 4711; // Zoë"))));
    }

    @Test
    @DisplayName("nobody is listened to who does not say which extension it is")
    void greeting() throws IOException {
        Settings settings = Settings.of("none", "none", List.of(), folder.resolve("k"));
        FakeContextSink other = new FakeContextSink();
        IdeConversation stranger = new IdeConversation(settings, new IdeTold(other.open("")), HOLDER, () -> NOW);
        assertThat(stranger.said("{\"type\":\"command\",\"at\":49999999,\"event\":\"save\"}"))
                .isFalse();
        assertThat(stranger.said(Caller.HELLO.replace("oriel-ide", "other"))).isFalse();
        assertThat(stranger.said(Caller.HELLO.replace("1", "2"))).isFalse();
        assertThat(stranger.greeted()).isFalse();
        assertThat(other.feed().offers()).isZero();
    }

    @Test
    @DisplayName("a wrong setting is named with its value and what is allowed")
    void settings() {
        assertThatThrownBy(() -> Settings.of("plain", "none", List.of(), folder))
                .hasMessage("project plain is unknown, allowed: none hashed named");
        assertThatThrownBy(() -> Settings.of("none", "all", List.of(), folder))
                .hasMessage("content all is unknown, allowed: none shape redacted");
        assertThatThrownBy(() -> Settings.of("none", "none", List.of("secret"), folder))
                .hasMessage("typing secret is no kind of file, allowed: config docs other source test");
        assertThatThrownBy(() -> SaltFile.folder("keys", "/data"))
                .hasMessage("directory keys is wrong, allowed: an absolute path");
    }

    @Test
    @DisplayName("the manifest declares the same bodies and fields as the code")
    void declared() throws IOException {
        Map<String, String> manifest = new TreeMap<>();
        Matcher matcher = Pattern.compile("schema=\"([^\"]+)\";fields:List<String>=\"([^\"]+)\"")
                .matcher(Files.readString(Path.of("bnd.bnd")));
        while (matcher.find()) {
            manifest.put(matcher.group(1), matcher.group(2));
        }
        Map<String, String> code = new TreeMap<>();
        Schemas.DECLARED.forEach(
                (schema, fields) -> code.put(schema, String.join(",", new TreeSet<>(fields.keySet()))));
        assertThat(manifest).isEqualTo(code);
    }
}

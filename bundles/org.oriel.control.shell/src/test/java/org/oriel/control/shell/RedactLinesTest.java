package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.host.EventCodec;
import org.oriel.host.RedactionPreview;

class RedactLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Masks the word BADGE. */
    private static final RedactionPreview PREVIEW = new RedactionPreview() {
        @Override
        public Masked text(Sensitive text) {
            int at = text.reveal().indexOf("BADGE");
            return at < 0
                    ? new Masked(text.reveal(), List.of())
                    : new Masked(
                            text.reveal().replace("BADGE", "<ID_1>"), List.of(new Finding(at, at + 5, "ID", "badge")));
        }

        @Override
        public List<CaptureEvent> typed(List<Map<String, Object>> events) {
            if (!events.get(0).containsKey("type")) {
                throw new IllegalArgumentException("event 0 has no member type");
            }
            return List.of();
        }
    };

    private static final EventCodec CODEC = new EventCodec() {
        @Override
        public String encode(CaptureEvent event) {
            throw new UnsupportedOperationException("no event here");
        }

        @Override
        public CaptureEvent decode(String json) {
            throw new UnsupportedOperationException("no event here");
        }
    };

    private int run(RedactLines.Mode mode, String... input) {
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        RedactLines lines =
                new RedactLines(PREVIEW, CODEC, mode, to, new PrintStream(err, true, StandardCharsets.UTF_8));
        for (String line : input) {
            lines.line(line);
        }
        return lines.end();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void textIsMaskedAndTheReasonsStandBeside() {
        assertThat(run(RedactLines.Mode.TEXT, "no", "the BADGE here")).isZero();
        assertThat(out()).isEqualTo("no\nthe <ID_1> here\n");
        assertThat(err()).isEqualTo("line 2, 4-9: ID (badge)\nmasked:  ID 1\n");
    }

    @Test
    void jsonLinesAreAnsweredWithSpans() {
        assertThat(run(RedactLines.Mode.JSON, "{\"id\":\"a\",\"text\":\"é BADGE\"}", "", "{\"id\":2,\"text\":\"\"}"))
                .isZero();
        assertThat(out().lines())
                .containsExactly(
                        "{\"id\":\"a\",\"masked\":\"é <ID_1>\",\"spans\":[{\"start\":2,\"end\":7,\"type\":\"ID\",\"rule\":\"badge\"}]}",
                        "{\"id\":2,\"masked\":\"\",\"spans\":[]}");
        assertThat(err()).isEmpty();
    }

    @Test
    void everyTextOfASessionIsMasked() {
        assertThat(run(RedactLines.Mode.SESSION, "{\"a\":{\"b\":[\"BADGE\",1,null,true]},\"c\":\"x\"}"))
                .isZero();
        assertThat(out()).isEqualTo("{\"a\":{\"b\":[\"<ID_1>\",1,null,true]},\"c\":\"x\"}\n");
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestGoesOn() {
        int code = run(RedactLines.Mode.JSON, "secret words", "{\"id\":1}", "[1]", "{\"id\":3,\"text\":\"x\"}");
        assertThat(code).isEqualTo(1);
        assertThat(out().lines()).containsExactly("{\"id\":3,\"masked\":\"x\",\"spans\":[]}");
        assertThat(err().lines())
                .hasSize(3)
                .allMatch(line -> line.endsWith("allowed: {\"id\":…,\"text\":\"…\"}"))
                .anyMatch(line -> line.contains("line 2 has no member text"));
        assertThat(err()).doesNotContain("secret words");
    }

    @Test
    void typedEventsThatCannotBeReadAreNamed() {
        assertThat(run(
                        RedactLines.Mode.TYPED,
                        "{\"id\":1,\"events\":[{\"t\":0}]}",
                        "{\"id\":2,\"events\":[{\"type\":\"press\"}]}"))
                .isEqualTo(1);
        assertThat(err()).contains("line 1 event 0 has no member type");
        assertThat(out()).isEqualTo("{\"id\":2,\"events\":[]}\n");
    }
}

package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;

/** Raw events in, what would be stored out. */
class TypedCheckTest {
    private static final TextDetector PATTERNS = new TextDetector() {
        @Override
        public Set<String> classes() {
            return Set.of();
        }

        @Override
        public List<Finding> detect(Sensitive text) {
            try {
                return Oracle.patterns().detect(text.reveal());
            } catch (DetectionFailed e) {
                throw new IllegalStateException(e);
            }
        }
    };

    private final List<Map<String, Object>> events = new ArrayList<>();

    @Test
    void masksWhatIsTyped() {
        type("to jane@example.com now");
        assertThat(told()).isEqualTo("to <EMAIL_1> now");
    }

    @Test
    void knowsAPasteWhoseTextIsGiven() {
        type("4111 1111 ");
        events.add(Map.of("type", "paste", "text", "1111 11"));
        type("11 ok");
        assertThat(told()).isEqualTo("<CREDIT_CARD_1> ok");
        assertThat(run()).extracting(event -> event.body().type()).contains("clipboard");
    }

    @Test
    void failsClosedAtAnUnexplainedClickAndNotAtAnExplainedOne() {
        type("some words ");
        events.add(Map.of("type", "click", "x", 3, "y", 4));
        type("x");
        assertThat(told()).endsWith("[...]").doesNotContain("x");
        events.clear();
        type("some wods ");
        events.add(Map.of("type", "click", "x", 3, "y", 4, "text", "some wods ", "caret", 7));
        type("r");
        assertThat(told()).isEqualTo("some wods r");
    }

    @Test
    void aGuardedFieldTellsNoKeys() {
        events.add(Map.of("type", "focus", "window", "w2", "field", "password", "guarded", true));
        type("hunter2");
        assertThat(told()).isEqualTo("[...]");
    }

    @Test
    void titlesAreMaskedToo() {
        events.add(Map.of("type", "title", "text", "mail of jane@example.com"));
        assertThat(((Window) run().get(0).body()).title().reveal()).isEqualTo("mail of <EMAIL_1>");
    }

    @Test
    void chordsAndRepeats() {
        type("ab");
        events.add(Map.of("type", "press", "key", "Control", "code", "ControlLeft"));
        events.add(Map.of("type", "press", "key", "a"));
        events.add(Map.of("type", "release", "key", "a"));
        events.add(Map.of("type", "release", "key", "Control", "code", "ControlLeft"));
        events.add(Map.of("type", "repeat", "key", "x", "count", 3));
        assertThat(run())
                .filteredOn(event -> event.body() instanceof Key key && key.phase() == Key.Phase.REPEAT)
                .singleElement()
                .satisfies(event -> assertThat(((Key) event.body()).count()).isEqualTo(3));
    }

    @Test
    void aWrongEventIsRefusedWithItsPlaceAndWithoutItsContent() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("type", "s3cret"),
                Map.of("type", "press"),
                Map.of("type", "press", "key", 7),
                Map.of("type", "press", "key", "a", "t", "s3cret"),
                Map.of("type", "press", "key", "a", "t", -1),
                Map.of("type", "press", "key", "a", "modifiers", List.of("s3cret")),
                Map.of("type", "focus", "guarded", "s3cret"))) {
            assertThatThrownBy(() -> TypedCheck.run(List.of(wrong), List.of(PATTERNS)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("event 0: [a-z]+, allowed: .+")
                    .hasMessageNotContaining("s3cret");
        }
    }

    private void type(String text) {
        text.chars().mapToObj(Character::toString).forEach(c -> {
            events.add(Map.of("type", "press", "key", c));
            events.add(Map.of("type", "release", "key", c));
        });
    }

    private List<CaptureEvent> run() {
        return TypedCheck.run(events, List.of(PATTERNS));
    }

    private String told() {
        StringBuilder told = new StringBuilder();
        for (CaptureEvent event : run()) {
            if (event.body() instanceof Key key && key.phase() != Key.Phase.UP) {
                told.append(
                        key.phase() == Key.Phase.SUPPRESSED
                                ? "[...]"
                                : key.key().reveal());
            }
        }
        return told.toString();
    }
}

package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;

/** {@code docs/events.md} against the code: its examples are read and written, and every field is in it. */
class EventsPageTest {
    private static final Path PAGE = Path.of("../../docs/events.md");

    private static List<String> examples() throws Exception {
        List<String> lines = Files.readAllLines(PAGE);
        List<String> examples = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).equals("```json")) {
                examples.add(lines.get(i));
            }
        }
        return examples;
    }

    @Test
    void everyKindHasAnExampleInCanonicalForm() throws Exception {
        SpoolCodec codec = new SpoolCodec();
        List<String> examples = examples();
        String envelope = examples.get(0);
        String head = envelope.substring(0, envelope.indexOf("\"body\":") + "\"body\":".length());
        Set<Class<?>> kinds = new HashSet<>();
        assertThat(codec.encode(codec.decode(envelope))).isEqualTo(envelope);
        for (String body : examples.subList(1, examples.size())) {
            CaptureEvent event = codec.decode(head + body + "}");
            assertThat(codec.encode(event)).isEqualTo(head + body + "}");
            kinds.add(event.body().getClass());
        }
        assertThat(kinds).containsExactlyInAnyOrder(EventBody.class.getPermittedSubclasses());
    }

    @Test
    void everyFieldIsDescribed() throws Exception {
        String page = Files.readString(PAGE);
        List<Class<?>> types = new ArrayList<>(List.of(EventBody.class.getPermittedSubclasses()));
        types.add(CaptureEvent.class);
        for (Class<?> type : types) {
            for (RecordComponent field : type.getRecordComponents()) {
                assertThat(page).as(type.getSimpleName()).containsPattern("\\| .*`" + field.getName() + "[`.]");
            }
        }
    }
}

package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Point;
import org.oriel.api.event.Scroll;

class SpoolCodecTest {
    private static final int EVENTS_PER_KIND = 400;

    private final SpoolCodec codec = new SpoolCodec();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void decodesWhatItEncoded(int kind) {
        Random random = new Random(kind);
        for (int i = 0; i < EVENTS_PER_KIND; i++) {
            CaptureEvent event = EventSamples.random(random, kind);
            String line = codec.encode(event);
            assertThat(codec.decode(line)).isEqualTo(event);
            assertThat(line).doesNotContain("\n", "\r", "\u2028");
            byte[] stored = line.getBytes(StandardCharsets.UTF_8);
            assertThat(new String(stored, StandardCharsets.UTF_8)).isEqualTo(line);
        }
    }

    @Test
    void samplesCoverEveryKind() {
        Set<Class<?>> kinds = new HashSet<>();
        for (int kind = 0; kind <= 12; kind++) {
            kinds.add(EventSamples.random(new Random(1), kind).body().getClass());
        }
        assertThat(kinds).containsExactlyInAnyOrder(EventBody.class.getPermittedSubclasses());
    }

    @Test
    void theLineIsTheSameWhateverTheOrderOfSets() {
        CaptureEvent event = EventSamples.numbered(7);
        assertThat(codec.encode(codec.decode(codec.encode(event)))).isEqualTo(codec.encode(event));
    }

    @Test
    void aMissingFieldIsNamedWhereverItIs() {
        for (int kind = 0; kind <= 12; kind++) {
            JsonObject whole = JsonParser.parseString(codec.encode(EventSamples.random(new Random(3), kind)))
                    .getAsJsonObject();
            // What frames an event lies between is left out where there are none.
            whole.remove("before");
            whole.remove("after");
            for (String field : Set.copyOf(whole.keySet())) {
                refusedWithout(whole, whole, field);
            }
            JsonObject body = whole.getAsJsonObject("body");
            for (String field : Set.copyOf(body.keySet())) {
                refusedWithout(whole, body, field);
            }
        }
    }

    private void refusedWithout(JsonObject whole, JsonObject part, String field) {
        JsonElement removed = part.remove(field);
        assertThatThrownBy(() -> codec.decode(whole.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field)
                .hasMessageContaining("missing");
        part.add(field, removed);
    }

    @Test
    void aWrongValueIsNeverPartOfTheMessage() {
        JsonObject event =
                JsonParser.parseString(codec.encode(EventSamples.numbered(6))).getAsJsonObject();
        for (Map.Entry<String, JsonElement> field : Map.copyOf(event.asMap()).entrySet()) {
            JsonElement before = event.get(field.getKey());
            event.add(field.getKey(), JsonParser.parseString("[\"hunter2\"]"));
            assertThatThrownBy(() -> codec.decode(event.toString()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(field.getKey())
                    .hasMessageNotContaining("hunter2");
            event.add(field.getKey(), before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "{\"hunter2\"", "[]", "null", "{}{}", "{\"id\":hunter2}"})
    void whatIsNoEventIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> codec.decode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void anUnknownKindOrFieldIsRefused() {
        String line = codec.encode(EventSamples.numbered(6));
        assertThatThrownBy(() -> codec.decode(line.replace("pointer.button", "pointer.hunter2")))
                .hasMessage("field body.type is not a known kind");
        assertThatThrownBy(() -> codec.decode(line.replace("\"button\":1", "\"button\":1,\"hunter2\":1")))
                .hasMessage("field body has 1 unknown fields");
        assertThatThrownBy(() -> codec.decode(line.replace("\"button\":1", "\"button\":1.5")))
                .hasMessage("field body.button is not a whole number");
        assertThatThrownBy(() -> codec.decode(line.replace("\"button\":1", "\"button\":4294967296")))
                .hasMessage("field body.button is not a whole number of 32 bits");
    }

    @Test
    void whatJsonCannotSayIsRefusedByName() {
        CaptureEvent event = EventSamples.numbered(1).withBody(new Scroll(Double.NaN, 0, 0, 0, Point.at(1, 1)));
        assertThatThrownBy(() -> codec.encode(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field notchesX is not a finite number");
    }
}

package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    static final String SPAN = "{\"t\":\"span\",\"field\":\"0123456789ab.7\",\"guarded\":true,\"signal\":\"password\","
            + "\"first\":1795274407046800,\"last\":1795274407047800,\"focus\":0,\"origin\":\"https://a.example\",\"tab\":\"0123456789abcdef\"}";
    static final String CLICK =
            "{\"t\":\"click\",\"at\":1795274407046800,\"role\":\"button\",\"name\":\"Save\",\"editable\":false,"
                    + "\"guarded\":false,\"x\":-3,\"y\":4,\"w\":50,\"h\":20,\"id\":\"save\",\"test\":\"\",\"css\":\"div > button\","
                    + "\"origin\":\"https://a.example\",\"tab\":\"0123456789abcdef\"}";

    static Message read(String json) throws MessageReader.Malformed {
        return MessageReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("a span and a click are read")
    void reads() throws Exception {
        assertThat(read(SPAN))
                .isEqualTo(new Message.Span(
                        "https://a.example",
                        "0123456789ab.7",
                        true,
                        "password",
                        1795274407046800L,
                        1795274407047800L,
                        0));
        assertThat(read(CLICK))
                .isInstanceOfSatisfying(
                        Message.Click.class,
                        c -> assertThat(List.of(c.name(), c.role(), c.css()))
                                .containsExactly("Save", "button", "div > button"));
        assertThat(read("{\"t\":\"choice\",\"at\":1,\"control\":\"menu\",\"path\":[\"File\",\"Export\"],"
                        + "\"origin\":\"https://a\",\"tab\":\"0123456789abcdef\"}"))
                .isEqualTo(new Message.Choice("https://a", 1, "menu", List.of("File", "Export")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"t\":\"key\",\"key\":\"a\"}",
                "{\"t\":\"private\",\"first\":1,\"last\":2,\"value\":\"x\"}",
                "{\"t\":\"private\",\"first\":1,\"first\":1,\"last\":2}",
                "{\"t\":\"private\",\"first\":1.5,\"last\":2}",
                "{\"t\":\"private\",\"first\":\"hunter2\",\"last\":2}",
                "{\"t\":\"private\",\"first\":1,\"last\":{\"a\":1}}",
                "{\"t\":\"private\",\"first\":1,\"last\":2}{}",
                "{\"t\":\"private\",\"first\":-1,\"last\":2}",
                "{t:'private',first:1,last:2}",
                "{\"t\":\"tab\",\"at\":1,\"tab\":\"../..\",\"origin\":\"https://a\",\"active\":1}",
                "{\"t\":\"tab\",\"at\":1,\"tab\":\"0123456789abcdef\",\"origin\":\"file:///etc\",\"active\":1}",
                "{\"t\":\"tab\",\"at\":1,\"tab\":\"0123456789abcdef\",\"origin\":\"https://a/secret?x\",\"active\":1}"
            })
    @DisplayName("anything else is refused, and the refusal quotes nothing")
    void refuses(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MessageReader.Malformed.class)
                .hasNoCause()
                .message()
                .doesNotContain("hunter2", "secret", "etc");
    }

    @Test
    @DisplayName("a changed byte, a cut or a longer text never becomes an exception of another kind")
    void mutations() {
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = (i % 2 == 0 ? SPAN : CLICK).getBytes(StandardCharsets.UTF_8);
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(
                    bytes, random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length);
            try {
                MessageReader.read(cut);
            } catch (MessageReader.Malformed e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(5_000, 20_000);
    }

    @Test
    @DisplayName("texts are bounded, nesting is refused without reading on")
    void bounds() {
        assertThatThrownBy(() -> read(CLICK.replace("Save", "x".repeat(129))))
                .isInstanceOf(MessageReader.Malformed.class);
        assertThatThrownBy(() -> read("{\"t\":" + "[".repeat(30_000))).isInstanceOf(MessageReader.Malformed.class);
        assertThatThrownBy(() -> read("{\"t\":" + "{\"t\":".repeat(9_000))).isInstanceOf(MessageReader.Malformed.class);
    }
}

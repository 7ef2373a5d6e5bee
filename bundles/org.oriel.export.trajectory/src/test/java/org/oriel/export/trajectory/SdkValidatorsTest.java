package org.oriel.export.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.models.beta.messages.BetaBrowserToolUseBlock;
import com.anthropic.models.beta.messages.BetaComputerScrollInput;
import com.anthropic.models.beta.messages.BetaComputerToolUseBlock;
import com.anthropic.models.beta.messages.BetaMessageParam;
import com.anthropic.models.beta.messages.BetaToolUseBlock;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.openai.models.responses.ComputerAction;
import com.openai.models.responses.ResponseComputerToolCall;
import com.openai.models.responses.ResponseInputItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java SDKs of those whose formats these are read the golden session, and refuse nothing. */
class SdkValidatorsTest {
    @TempDir
    static Path data;

    @BeforeAll
    static void export() throws Exception {
        GoldenTest.export(
                data, List.of("anthropic", "anthropic-20250124", "anthropic-browser", "openai"), Fixture.golden(), 100);
    }

    private static <T> T anthropic(JsonElement json, Class<T> type) throws Exception {
        return com.anthropic.core.ObjectMappers.jsonMapper().readValue(json.toString(), type);
    }

    private static <T> T openai(String json, Class<T> type) throws Exception {
        return com.openai.core.ObjectMappers.jsonMapper().readValue(json, type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "anthropic-20250124", "anthropic-browser"})
    void anthropicTakesEveryMessageAndEveryInput(String dialect) throws Exception {
        int uses = 0;
        for (JsonObject line : Fixture.lines(data.resolve(dialect + "/conversations.jsonl"))) {
            List<String> asked = new ArrayList<>();
            List<String> answered = new ArrayList<>();
            for (JsonElement message : line.getAsJsonArray("messages")) {
                anthropic(message, BetaMessageParam.class).validate();
                for (JsonElement block : message.getAsJsonObject().getAsJsonArray("content")) {
                    JsonObject content = block.getAsJsonObject();
                    if (content.get("type").getAsString().equals("tool_use")) {
                        uses++;
                        asked.add(content.get("id").getAsString());
                        checkUse(dialect, content);
                    } else if (content.get("type").getAsString().equals("tool_result")) {
                        answered.add(content.get("tool_use_id").getAsString());
                    }
                }
            }
            assertThat(asked)
                    .as("each use has another id, and its result")
                    .doesNotHaveDuplicates()
                    .isEqualTo(answered);
        }
        assertThat(uses).isGreaterThan(4);
    }

    private static void checkUse(String dialect, JsonObject use) throws Exception {
        switch (dialect) {
            case "anthropic" -> anthropic(use, BetaComputerToolUseBlock.class).validate();
            case "anthropic-browser" ->
                anthropic(use, BetaBrowserToolUseBlock.class).validate();
            default -> anthropic(use, BetaToolUseBlock.class).validate();
        }
        String member = dialect.equals("anthropic-20250124")
                ? use.getAsJsonObject("input").get("action").getAsString()
                : use.get("name").getAsString();
        JsonObject input = use.getAsJsonObject("input").deepCopy();
        input.remove("action");
        String tools = dialect.equals("anthropic-browser") ? "Browser" : "Computer";
        String camel = Arrays.stream(member.split("_"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        Class<?> type = Class.forName("com.anthropic.models.beta.messages.Beta" + tools + camel + "Input");
        Object read = anthropic(input, type);
        type.getMethod("validate").invoke(read);
        assertThat((Map<?, ?>) type.getMethod("_additionalProperties").invoke(read))
                .as("fields that " + member + " does not have")
                .isEmpty();
    }

    @Test
    void anthropicWouldRefuseWhatIsWrong() {
        JsonObject over = Json.object("scroll_direction", "over", "scroll_amount", 1);
        assertThatThrownBy(() -> anthropic(over, BetaComputerScrollInput.class).validate())
                .isInstanceOf(com.anthropic.errors.AnthropicInvalidDataException.class);
        JsonObject part = Json.object("scroll_direction", "up", "scroll_amount", 1.5);
        assertThatThrownBy(() -> anthropic(part, BetaComputerScrollInput.class).validate())
                .isInstanceOf(Exception.class);
    }

    @Test
    void openAiTakesEveryItemAndEveryAction() throws Exception {
        int actions = 0;
        for (JsonObject line : Fixture.lines(data.resolve("openai/conversations.jsonl"))) {
            for (JsonElement item : line.getAsJsonArray("input")) {
                openai(item.toString(), ResponseInputItem.class).validate();
                JsonObject object = item.getAsJsonObject();
                if (object.has("action")) {
                    actions++;
                    openai(item.toString(), ResponseComputerToolCall.class).validate();
                    openai(object.get("action").toString(), ComputerAction.class)
                            .validate();
                }
            }
            assertThat(line.getAsJsonObject("metadata").get("pixels_per_notch").getAsInt())
                    .isEqualTo(100);
        }
        assertThat(actions).isGreaterThan(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"click\",\"button\":\"middle\",\"x\":1,\"y\":2}",
                "{\"type\":\"click\",\"button\":\"left\",\"x\":10.5,\"y\":2}",
                "{\"type\":\"fly\"}",
                "{\"type\":\"scroll\",\"x\":1,\"y\":2,\"scroll_y\":3}"
            })
    void openAiWouldRefuseWhatIsWrong(String action) {
        assertThatThrownBy(() -> openai(action, ComputerAction.class).validate())
                .isInstanceOf(Exception.class);
    }
}

package org.oriel.export.trajectory;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.oriel.api.event.Frame;
import org.oriel.trajectory.Step;

/** Anthropic computer use: a conversation a line, in messages as its API takes them. */
final class AnthropicDialect implements Dialect {
    /** The generations of its tools. */
    enum Generation {
        /** Each action is a member of a toolset. */
        TOOLSET("anthropic", "computer"),
        /** One tool with an action in its input. */
        TOOL_20250124("anthropic-20250124", "computer"),
        /** The toolset of a browser. */
        BROWSER("anthropic-browser", "browser");

        private final String dialect;
        private final String tools;

        Generation(String dialect, String tools) {
            this.dialect = dialect;
            this.tools = tools;
        }
    }

    private final Generation generation;
    private final AnthropicActions actions;

    AnthropicDialect(Generation generation) {
        this.generation = generation;
        this.actions = new AnthropicActions(generation);
    }

    @Override
    public String name() {
        return generation.dialect;
    }

    @Override
    public void write(Scene scene, Output out) throws IOException {
        Conversation conversation = new Conversation(scene, out);
        for (Step step : scene.steps()) {
            try {
                CannotSay.unless(generation != Generation.BROWSER || isInPage(scene, step), "outside-page");
                conversation.add(step, uses(scene, step));
                Approximate.notches(step, out);
                Approximate.chord(step, out);
            } catch (CannotSay e) {
                out.loss(step, e.reason());
            }
        }
        if (conversation.about.isEmpty()) {
            return;
        }
        JsonObject metadata = scene.metadata();
        metadata.addProperty("coordinate_space", "pixels-of-picture");
        metadata.addProperty("outcome", scene.episode().outcome());
        metadata.add("steps", conversation.about);
        out.line(
                "conversations.jsonl",
                Json.object(
                        "task_id",
                        scene.id(),
                        "tools",
                        Json.array(tool(scene)),
                        "messages",
                        conversation.messages,
                        "metadata",
                        metadata));
    }

    static boolean isInPage(Scene scene, Step step) {
        return !scene.origin(step).isEmpty();
    }

    private JsonObject tool(Scene scene) {
        return switch (generation) {
            case TOOLSET -> Json.object("type", "computer_toolset_20260801");
            case BROWSER -> Json.object("type", "browser_toolset_20260801");
            case TOOL_20250124 ->
                Json.object(
                        "type",
                        "computer_20250124",
                        "name",
                        "computer",
                        "display_width_px",
                        scene.screen().width(),
                        "display_height_px",
                        scene.screen().height());
        };
    }

    private List<JsonObject> uses(Scene scene, Step step) throws CannotSay {
        List<JsonObject> uses = new ArrayList<>();
        for (AnthropicActions.Use use : actions.of(scene, step)) {
            String id = "toolu_" + id(scene, step, uses.size());
            if (generation == Generation.TOOL_20250124) {
                JsonObject input = Json.object("action", use.member());
                use.input().entrySet().forEach(entry -> input.add(entry.getKey(), entry.getValue()));
                uses.add(Json.object("type", "tool_use", "id", id, "name", "computer", "input", input));
            } else {
                uses.add(Json.object(
                        "type",
                        "tool_use",
                        "id",
                        id,
                        "name",
                        use.member(),
                        "toolset_name",
                        generation.tools,
                        "input",
                        use.input()));
            }
        }
        return uses;
    }

    /** The same for the same step, and looks as random as theirs. */
    static String id(Scene scene, Step step, int number) {
        String name = scene.stepId(step) + "/" + number;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 24);
    }

    /** The person's task and first picture, then an action and what is seen before the next one, in turn. */
    private final class Conversation {
        private final Scene scene;
        private final Output out;
        private final JsonArray messages = new JsonArray();
        private final JsonArray about = new JsonArray();

        Conversation(Scene scene, Output out) {
            this.scene = scene;
            this.out = out;
        }

        void add(Step step, List<JsonObject> uses) throws IOException {
            if (messages.isEmpty()) {
                messages.add(Json.object("role", "user", "content", first(step)));
            }
            Optional<Frame> seen = scene.seenNext(step);
            if (seen.isEmpty()) {
                out.loss(step, "no-picture-after");
            }
            JsonArray results = new JsonArray();
            for (int i = 0; i < uses.size(); i++) {
                boolean last = i == uses.size() - 1;
                results.add(result(uses.get(i).get("id"), last ? seen : Optional.empty()));
            }
            messages.add(Json.object("role", "assistant", "content", Json.array(uses)));
            messages.add(Json.object("role", "user", "content", results));
            JsonObject told = scene.about(step);
            told.addProperty("tool_use_id", uses.get(0).get("id").getAsString());
            about.add(told);
        }

        private JsonArray first(Step step) {
            JsonArray content = new JsonArray();
            if (!scene.task().isEmpty()) {
                content.add(Json.object("type", "text", "text", scene.task()));
            }
            scene.before(step).ifPresent(frame -> content.add(picture(frame)));
            if (content.isEmpty()) {
                // A message without content is refused.
                content.add(Json.object("type", "text", "text", "No task was told."));
            }
            return content;
        }

        private JsonObject result(JsonElement id, Optional<Frame> seen) {
            JsonArray content = new JsonArray();
            seen.ifPresent(frame -> content.add(picture(frame)));
            return Json.object("type", "tool_result", "tool_use_id", id, "content", content);
        }

        private JsonObject picture(Frame frame) {
            String url = "images/" + out.picture(frame);
            return Json.object("type", "image", "source", Json.object("type", "url", "url", url));
        }
    }
}

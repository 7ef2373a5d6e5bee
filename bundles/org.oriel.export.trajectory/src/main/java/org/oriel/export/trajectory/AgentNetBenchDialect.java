package org.oriel.export.trajectory;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.oriel.api.event.Element;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.trajectory.Step;

/** AgentNet (iii): tasks of its benchmark, with the structured actions that answers are scored against. */
final class AgentNetBenchDialect implements Dialect {
    private final AgentNet agentNet;

    AgentNetBenchDialect(Dialects.Options options) {
        agentNet = new AgentNet(options, AgentNetBenchDialect::check);
    }

    /** What no answer could be scored for. */
    private static void check(List<Call> calls) throws CannotSay {
        CannotSay.unless(!AgentNet.has(calls, "wait"), "wait");
        CannotSay.unless(!AgentNet.has(calls, "middleClick"), "middle-click");
        CannotSay.unless(!AgentNet.has(calls, "hscroll"), "horizontal-scroll");
        CannotSay.unless(!AgentNet.has(calls, "tripleClick") && !AgentNet.has(calls, "triple_click"), "triple-click");
    }

    @Override
    public String name() {
        return "agentnet-bench";
    }

    @Override
    public void write(Scene scene, Output out) throws IOException {
        JsonArray steps = new JsonArray();
        JsonArray about = new JsonArray();
        for (AgentNet.Said said : agentNet.said(scene, out)) {
            AgentNet.checkRead(said.step(), said.calls(), out);
            about.add(scene.about(said.step()));
            add(
                    steps,
                    said.picture().map(out::picture).orElse(""),
                    Words.about(said.step()),
                    said.calls(),
                    structures(scene, said));
        }
        if (steps.isEmpty()) {
            return;
        }
        Optional<Frame> last = AgentNet.last(scene);
        Optional<Call> end = AgentNet.end(scene, out);
        if (end.isPresent()) {
            JsonArray one = Json.array(structure(end.get(), null));
            add(steps, last.map(out::picture).orElse(""), "end", List.of(end.get()), one);
        }
        JsonObject metadata = scene.metadata();
        metadata.addProperty("coordinate_space", "share-of-picture");
        metadata.add("steps", about);
        out.document(
                scene.id() + ".json",
                Json.object(
                        "task_id", scene.id(),
                        "user_task_description", scene.task(),
                        "high_level_task_description", scene.task(),
                        "steps", steps,
                        "metadata", metadata));
    }

    private static void add(JsonArray steps, String image, String words, List<Call> calls, JsonArray structures) {
        steps.add(Json.object(
                "step_num",
                steps.size() + 1,
                "image",
                image,
                "action",
                PyAutoGui.code(calls),
                "milestone",
                false,
                "inner_monologue",
                Json.object("observation", "", "thought", "", "low_level_instruction", words),
                "ground_truth_actions",
                structures,
                "alternative_options",
                new JsonArray()));
    }

    private static JsonArray structures(Scene scene, AgentNet.Said said) {
        JsonArray all = new JsonArray();
        Optional<Point> at = Pointed.at(said.step());
        JsonObject bounds = at.flatMap(p -> scene.box(said.step(), p))
                .map(box -> bounds(scene, said.step(), box))
                .orElse(null);
        for (int i = 0; i < said.calls().size(); i++) {
            all.add(structure(said.calls().get(i), i == 0 ? bounds : null));
        }
        if (at.isPresent()) {
            place(said, all);
        }
        return all;
    }

    /** A wheel is turned where the pointer was brought to. */
    private static void place(AgentNet.Said said, JsonArray all) {
        for (int i = 1; i < all.size(); i++) {
            if (said.calls().get(i).name().equals("scroll")) {
                JsonObject params = all.get(i).getAsJsonObject().getAsJsonObject("params");
                params.add("position", position(said.calls().get(0)));
            }
        }
    }

    private static JsonObject structure(Call call, @org.jspecify.annotations.Nullable JsonObject bounds) {
        JsonObject params = new JsonObject();
        switch (call.name()) {
            case "write" -> params.add("text", Json.element(call.arguments().get("message")));
            case "press", "hotkey" ->
                params.add("keys", Json.element(call.arguments().get("keys")));
            case "scroll" -> params.add("amount", Json.element(call.arguments().get("clicks")));
            case "terminate" ->
                params.add("status", Json.element(call.arguments().get("status")));
            default -> params.add("position", position(call));
        }
        JsonArray boxes = bounds == null ? new JsonArray() : Json.array(bounds);
        return Json.object("type", call.name(), "params", params, "metadata", Json.object("bboxes", boxes));
    }

    private static JsonObject position(Call call) {
        return Json.object("x", PyAutoGui.number(call, "x"), "y", PyAutoGui.number(call, "y"));
    }

    private static JsonObject bounds(Scene scene, Step step, Rect box) {
        Rect area = scene.area(step);
        BigDecimal width = Places.share(box.width(), area.width());
        BigDecimal height = Places.share(box.height(), area.height());
        return Json.object(
                "category_id",
                step.element().map(Element::role).orElse(""),
                "rel_bbox",
                Json.array(Places.share(box.x(), area.width()), Places.share(box.y(), area.height()), width, height),
                "abs_bbox",
                Json.array(box.x(), box.y(), box.width(), box.height()),
                "area",
                (long) box.width() * box.height());
    }
}

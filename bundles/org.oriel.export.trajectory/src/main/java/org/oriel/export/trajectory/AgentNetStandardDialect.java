package org.oriel.export.trajectory;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.oriel.api.event.Element;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Rect;
import org.oriel.trajectory.Step;

/** AgentNet (ii): the standardised trajectory, observations and structured actions in turn; one file an episode. */
final class AgentNetStandardDialect implements Dialect {
    private final AgentNet agentNet;

    AgentNetStandardDialect(Dialects.Options options) {
        agentNet = new AgentNet(options, calls -> {});
    }

    @Override
    public String name() {
        return "agentnet-standard";
    }

    @Override
    public void write(Scene scene, Output out) throws IOException {
        List<AgentNet.Said> all = agentNet.said(scene, out);
        if (all.isEmpty()) {
            return;
        }
        JsonArray content = new JsonArray();
        content.add(text("Screenshots of approved windows; everything else is black.", "system"));
        JsonArray about = new JsonArray();
        for (AgentNet.Said said : all) {
            Step step = said.step();
            picture(scene, out, content, said.picture(), step.index());
            if (content.size() <= 2) {
                content.add(text(scene.task(), "user"));
            }
            content.add(action(Words.about(step), actions(scene, said)));
            about.add(scene.about(step));
        }
        end(scene, out, content);
        JsonObject metadata = scene.metadata();
        metadata.addProperty("coordinate_space", "share-of-picture");
        metadata.add("steps", about);
        out.document(
                scene.id() + ".json",
                Json.object(
                        "task_id",
                        scene.id(),
                        "example_id",
                        scene.id(),
                        "type",
                        "end2end",
                        "content",
                        content,
                        "metadata",
                        metadata));
    }

    private static void end(Scene scene, Output out, JsonArray content) throws IOException {
        Optional<Call> end = AgentNet.end(scene, out);
        if (end.isPresent()) {
            picture(scene, out, content, AgentNet.last(scene), scene.steps().size());
            content.add(action("end", Json.array(action(end.get(), JsonNull.INSTANCE))));
        }
    }

    private static JsonObject text(String text, String source) {
        return Json.object("class_", "text_observation", "content", text, "source", source);
    }

    private static void picture(Scene scene, Output out, JsonArray content, Optional<Frame> frame, int index)
            throws IOException {
        String name = scene.id() + "_" + index + ".png";
        if (frame.isPresent()) {
            out.pictureAs(frame.get(), "images/" + name);
        }
        content.add(Json.object(
                "class_",
                "image_observation",
                "content",
                frame.isPresent() ? "images/" + name : "",
                "filename",
                frame.isPresent() ? name : "",
                "annotations",
                JsonNull.INSTANCE,
                "source",
                "os"));
    }

    private static JsonObject action(String instruction, JsonArray actions) {
        return Json.object(
                "observation",
                JsonNull.INSTANCE,
                "thought",
                JsonNull.INSTANCE,
                "instruction",
                instruction,
                "guiactions",
                actions);
    }

    private static JsonArray actions(Scene scene, AgentNet.Said said) {
        JsonArray actions = new JsonArray();
        for (Call call : said.calls()) {
            // What a drag began on is known, not what it ended on.
            boolean pointed = call.arguments().containsKey("x") && !call.name().equals("dragTo");
            actions.add(action(call, pointed ? target(scene, said.step()) : JsonNull.INSTANCE));
        }
        return actions;
    }

    private static JsonObject action(Call call, JsonElement target) {
        String type = call.name().equals("triple_click") ? "tripleClick" : call.name();
        return Json.object("action_type", type, "target", target, "args", call.json());
    }

    private static JsonElement target(Scene scene, Step step) {
        Optional<Rect> box = Pointed.at(step).flatMap(at -> scene.box(step, at));
        if (box.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        Rect area = scene.area(step);
        Rect rect = box.get();
        int right = rect.x() + rect.width();
        int bottom = rect.y() + rect.height();
        return Json.object(
                "bbox",
                Json.array(
                        Places.share(rect.x(), area.width()),
                        Places.share(rect.y(), area.height()),
                        Places.share(right, area.width()),
                        Places.share(bottom, area.height())),
                "pixel_bbox",
                Json.array(rect.x(), rect.y(), right, bottom),
                "image_size",
                Json.array(area.width(), area.height()),
                "text",
                step.element().map(Element::name).map(name -> name.reveal()).orElse(""));
    }
}

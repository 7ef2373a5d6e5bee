package org.oriel.export.trajectory;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.oriel.api.event.Frame;

/** AgentNet (i): one trajectory a line, each step a picture and the code that followed it. */
final class AgentNetDialect implements Dialect {
    private final AgentNet agentNet;

    AgentNetDialect(Dialects.Options options) {
        agentNet = new AgentNet(options, calls -> CannotSay.unless(!AgentNet.has(calls, "wait"), "wait"));
    }

    @Override
    public String name() {
        return "agentnet";
    }

    @Override
    public void write(Scene scene, Output out) throws IOException {
        JsonArray traj = new JsonArray();
        JsonArray about = new JsonArray();
        for (AgentNet.Said said : agentNet.said(scene, out)) {
            // The middle button and sideways scrolling are in the schema; only the benchmark does not know them.
            if (!AgentNet.has(said.calls(), "middleClick") && !AgentNet.has(said.calls(), "hscroll") && !triple(said)) {
                AgentNet.checkRead(said.step(), said.calls(), out);
            }
            about.add(scene.about(said.step()));
            add(traj, said.picture().map(out::picture).orElse(""), said.calls());
        }
        if (traj.isEmpty()) {
            return;
        }
        Optional<Frame> last = AgentNet.last(scene);
        Optional<Call> end = AgentNet.end(scene, out);
        if (end.isPresent()) {
            add(traj, last.map(out::picture).orElse(""), List.of(end.get()));
        }
        JsonObject metadata = scene.metadata();
        metadata.addProperty("coordinate_space", "share-of-picture");
        metadata.add("steps", about);
        out.line(
                "trajectories.jsonl",
                Json.object("task_id", scene.id(), "instruction", scene.task(), "traj", traj, "metadata", metadata));
    }

    private static boolean triple(AgentNet.Said said) {
        return AgentNet.has(said.calls(), "tripleClick") || AgentNet.has(said.calls(), "triple_click");
    }

    private static void add(JsonArray traj, String image, List<Call> calls) {
        traj.add(
                Json.object("index", traj.size(), "image", image, "value", Json.object("code", PyAutoGui.code(calls))));
    }
}

package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;

/** A loss as a line of {@link Manifest#LOSSES}. */
final class Losses {
    private Losses() {}

    static String line(Loss loss) {
        JsonObject o = new JsonObject();
        o.addProperty("step", loss.step());
        o.addProperty("dialect", loss.dialect());
        o.addProperty("reason", loss.reason());
        return Json.line(o);
    }

    static Loss of(String line) throws DatasetException {
        JsonObject o = Json.object(Manifest.LOSSES, line);
        return new Loss(Json.text(o, "step"), Json.text(o, "dialect"), Json.text(o, "reason"));
    }
}

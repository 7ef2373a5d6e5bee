package org.oriel.control.shell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;

/** A frame in words: for people, and as JSON. */
final class FrameReport {
    /** In the place of a size: there is no picture any more. */
    static final long GONE = -1;

    private static final int SESSION_CHARACTERS = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private FrameReport() {}

    static String header() {
        return row("TIME", "FRAME", "SESSION", "SIZE", "TRIGGER", "BYTES", "SHOWN", "MASKS");
    }

    static String line(FrameScan.Found found, long bytes) {
        Frame frame = found.frame();
        return row(
                time(found),
                frame.frame(),
                found.session().substring(0, SESSION_CHARACTERS),
                frame.width() + "x" + frame.height(),
                frame.trigger(),
                picture(frame, bytes),
                shown(frame),
                masks(frame));
    }

    private static String row(
            String time,
            String frame,
            String session,
            String size,
            String trigger,
            String bytes,
            String shown,
            String masks) {
        return "%-19s  %-6s %-8s  %-9s  %-9s %9s  %s  %s"
                        .formatted(time, frame, session, size, trigger, bytes, shown, masks)
                        .stripTrailing()
                + "\n";
    }

    private static String picture(Frame frame, long bytes) {
        if (!frame.missing().isEmpty()) {
            return frame.missing();
        }
        return bytes == GONE ? "gone" : "%,d".formatted(bytes);
    }

    private static String time(FrameScan.Found found) {
        return TIME.format(
                Instant.ofEpochMilli(found.event().time().wallMillis()).atZone(ZoneId.systemDefault()));
    }

    private static String shown(Frame frame) {
        Set<String> windows = new LinkedHashSet<>();
        frame.shown().forEach(shown -> windows.add(shown.window() + " " + shown.rule()));
        return windows.isEmpty() ? "nothing" : clean(String.join(", ", windows));
    }

    static String masks(Frame frame) {
        Map<String, Long> types = frame.masks().stream()
                .collect(Collectors.groupingBy(FrameMask::type, TreeMap::new, Collectors.counting()));
        return types.isEmpty()
                ? "no masks"
                : clean(types.entrySet().stream()
                        .map(type -> type.getKey() + " " + type.getValue())
                        .collect(Collectors.joining(", ")));
    }

    static String details(FrameScan.Found found, long bytes) {
        Frame frame = found.frame();
        StringBuilder text = new StringBuilder();
        line(text, "frame", frame.frame() + " of session " + found.session());
        line(
                text,
                "time",
                Instant.ofEpochMilli(found.event().time().wallMillis()).toString());
        line(text, "trigger", frame.trigger());
        line(text, "area", rect(frame.area()));
        line(
                text,
                "picture",
                frame.missing().isEmpty() ? picture(frame, bytes) + " bytes" : "none: " + frame.missing());
        line(text, "image", frame.image());
        line(text, "policy", found.event().policyHash());
        line(text, "grant", found.event().grant() + ", purpose " + found.event().purpose());
        for (Monitor monitor : frame.monitors()) {
            line(text, "monitor", monitor.name() + " " + rect(monitor.bounds()) + ", scale " + monitor.scale());
        }
        for (Frame.Shown shown : frame.shown()) {
            line(text, "shown", rect(shown.rect()) + "  " + shown.window() + "  admitted as " + shown.rule());
        }
        for (FrameMask mask : frame.masks()) {
            line(text, "mask", rect(mask.rect()) + "  " + mask.type() + "  by " + mask.rule());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-10s %s%n".formatted(name, clean(value)));
    }

    private static String rect(Rect rect) {
        return rect.width() + "x" + rect.height() + " at " + rect.x() + "," + rect.y();
    }

    /** A program chooses its window's class: nothing of it may steer the terminal. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static JsonObject json(FrameScan.Found found, long bytes) {
        Frame frame = found.frame();
        JsonObject json = new JsonObject();
        json.addProperty("frame", frame.frame());
        json.addProperty("session", found.session());
        json.addProperty(
                "time", Instant.ofEpochMilli(found.event().time().wallMillis()).toString());
        json.addProperty("image", frame.image());
        json.addProperty("missing", frame.missing());
        json.addProperty("stored", frame.missing().isEmpty() && bytes != GONE);
        json.addProperty("bytes", Math.max(0, bytes));
        json.addProperty("trigger", frame.trigger());
        json.add("area", json(frame.area()));
        JsonArray shown = new JsonArray();
        for (Frame.Shown one : frame.shown()) {
            JsonObject value = json(one.rect());
            value.addProperty("window", one.window());
            value.addProperty("rule", one.rule());
            shown.add(value);
        }
        json.add("shown", shown);
        JsonArray masks = new JsonArray();
        for (FrameMask mask : frame.masks()) {
            JsonObject value = json(mask.rect());
            value.addProperty("type", mask.type());
            value.addProperty("rule", mask.rule());
            masks.add(value);
        }
        json.add("masks", masks);
        return json;
    }

    private static JsonObject json(Rect rect) {
        JsonObject json = new JsonObject();
        json.addProperty("x", rect.x());
        json.addProperty("y", rect.y());
        json.addProperty("width", rect.width());
        json.addProperty("height", rect.height());
        return json;
    }
}

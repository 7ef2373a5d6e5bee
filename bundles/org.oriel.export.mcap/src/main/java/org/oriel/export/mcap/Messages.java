package org.oriel.export.mcap;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Key;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Window;

/** Turns events into messages of the OWA profile. What the profile cannot say is only in the event itself. */
final class Messages {
    /**
     * A message.
     *
     * @param afterNanos time since the event it was made of
     */
    record Message(Topic topic, long afterNanos, byte[] json) {}

    private static final long NANOS = 1_000_000;
    private static final int MOST_REPEATS = 256;

    // OWA counts whole notches; what is less is kept until it is one.
    private double restX;
    private double restY;

    /** The messages of an event, in order. {@code picture} is the name of the file of a frame, where there is one. */
    List<Message> of(CaptureEvent event, Optional<String> picture) {
        List<Message> messages = new ArrayList<>();
        if (event.body() instanceof Key key) {
            key(messages, key);
        } else if (event.body() instanceof PointerMove move) {
            for (Point point : move.path()) {
                mouse(messages, "move", point, null);
            }
        } else if (event.body() instanceof PointerButton button) {
            JsonObject more = new JsonObject();
            more.addProperty("button", name(button.button()));
            more.addProperty("pressed", button.down());
            mouse(messages, "click", button.at(), more);
        } else if (event.body() instanceof Scroll scroll) {
            scroll(messages, scroll);
        } else if (event.body() instanceof Window window) {
            window(messages, window, event.subject().window());
        } else if (event.body() instanceof Frame frame && picture.isPresent()) {
            screen(messages, frame, event.time().wallMillis(), picture.get());
        }
        return messages;
    }

    private static void key(List<Message> messages, Key key) {
        OptionalInt code = KeyCodes.of(key.code().reveal());
        boolean pressed = key.phase() == Key.Phase.DOWN || key.phase() == Key.Phase.REPEAT;
        if (code.isEmpty() || (!pressed && key.phase() != Key.Phase.UP)) {
            return;
        }
        JsonObject message = new JsonObject();
        message.addProperty("event_type", pressed ? "press" : "release");
        message.addProperty("vk", code.getAsInt());
        int times = key.phase() == Key.Phase.REPEAT ? Math.min(key.count(), MOST_REPEATS) : 1;
        for (int i = 0; i < times; i++) {
            add(messages, Topic.KEYBOARD, 0, message);
        }
    }

    private static void mouse(List<Message> messages, String type, Point at, @Nullable JsonObject more) {
        JsonObject message = new JsonObject();
        message.addProperty("event_type", type);
        message.addProperty("x", at.x());
        message.addProperty("y", at.y());
        if (more != null) {
            more.entrySet().forEach(entry -> message.add(entry.getKey(), entry.getValue()));
        }
        add(messages, Topic.MOUSE, at.afterMillis() * NANOS, message);
    }

    private static String name(int button) {
        return switch (button) {
            case 1 -> "left";
            case 2 -> "middle";
            case 3 -> "right";
            case 8 -> "x1";
            case 9 -> "x2";
            default -> "unknown";
        };
    }

    private void scroll(List<Message> messages, Scroll scroll) {
        restX += scroll.notchesX();
        // OWA has pynput's directions: up is positive.
        restY -= scroll.notchesY();
        int dx = (int) restX;
        int dy = (int) restY;
        restX -= dx;
        restY -= dy;
        if (dx != 0 || dy != 0) {
            JsonObject more = new JsonObject();
            more.addProperty("dx", dx);
            more.addProperty("dy", dy);
            mouse(messages, "scroll", scroll.at(), more);
        }
    }

    private static void window(List<Message> messages, Window window, String reference) {
        boolean told = window.change() == Window.Change.FOCUS
                || window.change() == Window.Change.TITLE
                || window.change() == Window.Change.GEOMETRY;
        if (!told) {
            return;
        }
        JsonArray rect = new JsonArray();
        rect.add(window.bounds().x());
        rect.add(window.bounds().y());
        rect.add((long) window.bounds().x() + window.bounds().width());
        rect.add((long) window.bounds().y() + window.bounds().height());
        JsonObject message = new JsonObject();
        message.addProperty("title", window.title().reveal());
        message.add("rect", rect);
        message.addProperty("hWnd", number(reference));
        add(messages, Topic.WINDOW, 0, message);
    }

    /** The number of a reference such as {@code w3}. */
    private static long number(String reference) {
        String digits = reference.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    private static void screen(List<Message> messages, Frame frame, long wallMillis, String picture) {
        JsonArray shape = new JsonArray();
        shape.add(frame.width());
        shape.add(frame.height());
        JsonObject reference = new JsonObject();
        reference.addProperty("uri", picture);
        JsonObject message = new JsonObject();
        message.addProperty("utc_ns", wallMillis * NANOS);
        message.add("source_shape", shape);
        message.add("shape", shape);
        message.add("media_ref", reference);
        add(messages, Topic.SCREEN, 0, message);
    }

    private static void add(List<Message> messages, Topic topic, long afterNanos, JsonObject json) {
        messages.add(new Message(topic, afterNanos, json.toString().getBytes(StandardCharsets.UTF_8)));
    }
}

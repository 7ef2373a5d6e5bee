package org.oriel.control.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Key;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Window;

/** Work in one application without a long break, added up as events come by. */
final class Stretch {
    private static final long BREAK_MILLIS = 120_000;
    private static final int MOST_TYPED = 600;
    private static final int MOST_FRAMES = 6;

    private final String session;
    private final String application;
    private final long first;
    private final Map<String, Long> kinds = new TreeMap<>();
    private final Map<String, Long> redactions = new TreeMap<>();
    private final List<Map<String, Object>> frames = new ArrayList<>();
    private final StringBuilder typed = new StringBuilder();
    private String title = "";
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;
    private long last;
    private long events;

    Stretch(long position, CaptureEvent event) {
        this.session = event.session().toString();
        this.application = application(event);
        this.first = position;
        add(position, event);
    }

    /** Where it was; a frame says so itself. */
    static String application(CaptureEvent event) {
        if (event.subject().application().isEmpty() && event.body() instanceof Frame frame) {
            return frame.shown().isEmpty()
                    ? ""
                    : frame.shown().get(frame.shown().size() - 1).rule();
        }
        return event.subject().application();
    }

    /** Whether a stretch of that application holds the event, where it lies between its first and its last. */
    static boolean belongs(CaptureEvent event, String application) {
        if (event.body() instanceof Frame frame && event.subject().application().isEmpty()) {
            return frame.shown().isEmpty()
                    || frame.shown().stream().anyMatch(shown -> shown.rule().equals(application));
        }
        // What is of no application belongs to what is done around it.
        return event.subject().application().isEmpty()
                || event.subject().application().equals(application);
    }

    boolean takes(CaptureEvent event) {
        return session.equals(event.session().toString())
                && belongs(event, application)
                && event.time().wallMillis() - until < BREAK_MILLIS;
    }

    void add(long position, CaptureEvent event) {
        events++;
        last = position;
        from = Math.min(from, event.time().wallMillis());
        until = Math.max(until, event.time().wallMillis());
        kinds.merge(event.body().type(), 1L, Long::sum);
        for (Redaction redaction : event.redactions()) {
            redactions.merge(redaction.type(), 1L, Long::sum);
        }
        if (event.body() instanceof Key key) {
            typed(key);
        } else if (event.body() instanceof Window window && !window.title().isEmpty()) {
            title = window.title().reveal();
        } else if (event.body() instanceof Frame frame) {
            frame.masks().forEach(mask -> redactions.merge(mask.type(), 1L, Long::sum));
            if (frames.size() < MOST_FRAMES) {
                frames.add(frame(position, event, frame));
            }
        }
    }

    private void typed(Key key) {
        if (typed.length() > MOST_TYPED) {
            return;
        }
        String text = key.key().reveal();
        switch (key.phase()) {
            case DOWN, REPEAT -> typed.append(visible(text));
            case REDACTED -> typed.append(text);
            case SUPPRESSED -> typed.append('▒');
            case UP -> {
                // Told by the press.
            }
        }
    }

    private static String visible(String key) {
        return switch (key) {
            case "Enter" -> "⏎";
            case "Tab" -> "⇥";
            case "Backspace" -> "⌫";
            default -> key.codePointCount(0, key.length()) == 1 ? key : "";
        };
    }

    static Map<String, Object> frame(long position, CaptureEvent event, Frame frame) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("position", position);
        values.put("frame", frame.frame());
        values.put("image", frame.image());
        values.put("missing", frame.missing());
        values.put("time", event.time().wallMillis());
        values.put("width", frame.width());
        values.put("height", frame.height());
        values.put("application", application(event));
        List<Map<String, Object>> masks = new ArrayList<>();
        for (FrameMask mask : frame.masks()) {
            Map<String, Object> one = new LinkedHashMap<>();
            // Masks are told in the coordinates of the desktop.
            one.put("x", mask.rect().x() - frame.area().x());
            one.put("y", mask.rect().y() - frame.area().y());
            one.put("width", mask.rect().width());
            one.put("height", mask.rect().height());
            one.put("type", mask.type());
            masks.add(one);
        }
        values.put("masks", masks);
        return values;
    }

    String session() {
        return session;
    }

    String application() {
        return application;
    }

    long from() {
        return from;
    }

    long until() {
        return until;
    }

    boolean has(String kind) {
        return kind.isEmpty() || kinds.containsKey(kind);
    }

    Map<String, Object> json() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("session", session);
        values.put("application", application);
        values.put("from", from);
        values.put("until", until);
        values.put("first", first);
        values.put("last", last);
        values.put("events", events);
        values.put("kinds", kinds);
        values.put("redactions", redactions);
        values.put("title", title);
        values.put("typed", typed.length() > MOST_TYPED ? typed.substring(0, MOST_TYPED) + "…" : typed.toString());
        values.put("frames", frames);
        return values;
    }
}

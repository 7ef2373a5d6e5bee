package org.oriel.spool;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.Document;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Message;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Page;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Window;

/** Writes events as {@code docs/events.md} says; the order of fields is fixed. */
final class EventFormat {
    private static final Modifier[] MODIFIERS = Modifier.values();

    private EventFormat() {}

    static void write(CaptureEvent event, StringBuilder out) {
        JsonText json = new JsonText(out).open();
        json.field("id", event.id());
        json.field("session", event.session().toString());
        json.field("device", event.device().toString());
        json.open("time");
        json.field("monotonicNanos", event.time().monotonicNanos());
        json.field("wallMillis", event.time().wallMillis()).close();
        json.field("source", event.source()).field("actor", name(event.actor()));
        json.open("subject").field("window", event.subject().window());
        json.field("application", event.subject().application());
        json.field("origin", event.subject().origin()).close();
        json.field("policyHash", event.policyHash()).field("grant", event.grant());
        json.field("purpose", event.purpose());
        json.openList("redactions");
        for (Redaction redaction : event.redactions()) {
            json.open().field("type", redaction.type()).field("ref", redaction.ref());
            json.field("rule", redaction.rule())
                    .field("length", redaction.length())
                    .close();
        }
        json.closeList();
        if (!event.before().isEmpty()) {
            json.field("before", event.before());
        }
        if (!event.after().isEmpty()) {
            json.field("after", event.after());
        }
        json.open("body").field("type", event.body().type());
        body(json, event.body());
        json.close().close();
    }

    private static void body(JsonText json, EventBody body) {
        if (body instanceof Key key) {
            key(json, key);
        } else if (body instanceof PointerMove move) {
            json.openList("path");
            for (Point point : move.path()) {
                json.open();
                point(json, point);
            }
            json.closeList();
        } else if (body instanceof PointerButton button) {
            json.field("down", button.down()).field("button", button.button()).open("at");
            point(json, button.at());
            modifiers(json, button.modifiers());
        } else if (body instanceof Scroll scroll) {
            json.field("notchesX", scroll.notchesX()).field("notchesY", scroll.notchesY());
            json.field("pixelsX", scroll.pixelsX()).field("pixelsY", scroll.pixelsY());
            json.open("at");
            point(json, scroll.at());
        } else if (body instanceof Window window) {
            window(json, window);
        } else if (body instanceof Mark mark) {
            json.field("mark", name(mark.mark())).field("reason", mark.reason()).open("counts");
            mark.counts().forEach(json::field);
            json.close();
        } else {
            described(json, body);
        }
    }

    /** What the application says about itself, and what plugins declare. */
    private static void described(JsonText json, EventBody body) {
        if (body instanceof Element element) {
            json.field("role", element.role()).field("name", element.name().reveal());
            rect(json.open("bounds"), element.bounds());
            json.field("editable", element.editable()).field("guarded", element.guarded());
        } else if (body instanceof Page page) {
            json.field("origin", page.origin()).field("path", page.path().reveal());
            json.field("title", page.title().reveal());
        } else if (body instanceof Document document) {
            json.field("project", document.project().reveal());
            json.field("language", document.language()).field("fileKind", document.fileKind());
        } else if (body instanceof Message message) {
            json.field("action", message.action()).field("counterpart", message.counterpart());
        } else if (body instanceof Clipboard clipboard) {
            json.field("operation", clipboard.operation());
        } else if (body instanceof Frame frame) {
            frame(json, frame);
        } else if (body instanceof Extension extension) {
            json.field("schema", extension.schema()).open("fields");
            extension.fields().forEach((name, value) -> json.field(name, value.reveal()));
            json.close();
        } else {
            throw new IllegalArgumentException("field body.type has no format: " + body.type());
        }
    }

    private static void frame(JsonText json, Frame frame) {
        json.field("frame", frame.frame()).field("image", frame.image());
        rect(json.open("area"), frame.area());
        json.field("trigger", frame.trigger());
        json.openList("monitors");
        for (Monitor monitor : frame.monitors()) {
            json.open().field("name", monitor.name());
            rect(json.open("bounds"), monitor.bounds());
            json.field("scale", monitor.scale()).close();
        }
        json.closeList().openList("shown");
        for (Frame.Shown shown : frame.shown()) {
            rect(json.open().open("rect"), shown.rect());
            json.field("window", shown.window()).field("rule", shown.rule()).close();
        }
        json.closeList().openList("masks");
        for (FrameMask mask : frame.masks()) {
            rect(json.open().open("rect"), mask.rect());
            json.field("type", mask.type()).field("rule", mask.rule()).close();
        }
        json.closeList().field("missing", frame.missing());
    }

    private static void key(JsonText json, Key key) {
        json.field("phase", name(key.phase())).field("code", key.code().reveal());
        json.field("key", key.key().reveal());
        modifiers(json, key.modifiers());
        json.field("count", key.count());
    }

    private static void window(JsonText json, Window window) {
        json.field("change", name(window.change()))
                .field("title", window.title().reveal());
        json.field("windowClass", window.windowClass());
        rect(json.open("bounds"), window.bounds());
        json.field("scale", window.scale());
        strings(json.openList("stack"), window.stack());
    }

    private static void strings(JsonText json, List<String> values) {
        values.forEach(json::item);
        json.closeList();
    }

    /** In the order of the enum: the iteration order of an immutable set differs from one JVM to the next. */
    private static void modifiers(JsonText json, Set<Modifier> held) {
        json.openList("modifiers");
        if (!held.isEmpty()) {
            for (Modifier modifier : MODIFIERS) {
                if (held.contains(modifier)) {
                    json.item(name(modifier));
                }
            }
        }
        json.closeList();
    }

    private static void point(JsonText json, Point point) {
        json.field("x", point.x())
                .field("y", point.y())
                .field("afterMillis", point.afterMillis())
                .close();
    }

    private static void rect(JsonText json, Rect rect) {
        json.field("x", rect.x()).field("y", rect.y());
        json.field("width", rect.width()).field("height", rect.height()).close();
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

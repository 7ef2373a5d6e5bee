package org.oriel.control.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.Document;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Key;
import org.oriel.api.event.Message;
import org.oriel.api.event.Page;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Window;

/** One stored event, for its person: all the content there is of it, in a line. */
final class Items {
    private Items() {}

    static Map<String, Object> json(long position, CaptureEvent event) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("position", position);
        values.put("time", event.time().wallMillis());
        values.put("kind", event.body().type());
        values.put("says", says(event.body()));
        values.put(
                "redactions", event.redactions().stream().map(Redaction::type).toList());
        if (event.body() instanceof Frame frame) {
            values.put("frame", Stretch.frame(position, event, frame));
        }
        return values;
    }

    private static String says(EventBody body) {
        if (body instanceof Key key) {
            return key(key);
        } else if (body instanceof PointerMove move) {
            return move.path().size() + " × (x, y)";
        } else if (body instanceof PointerButton button) {
            return (button.down() ? "↓ " : "↑ ") + button.button() + " ("
                    + button.at().x() + ", " + button.at().y() + ")";
        } else if (body instanceof Scroll scroll) {
            return scroll.notchesX() + ", " + scroll.notchesY();
        } else if (body instanceof Window window) {
            return join(word(window.change()), window.title().reveal());
        } else if (body instanceof Frame frame) {
            return frame.frame() + " " + frame.width() + "×" + frame.height();
        } else {
            return described(body);
        }
    }

    private static String described(EventBody body) {
        if (body instanceof Element element) {
            return join(element.role(), element.name().reveal());
        } else if (body instanceof Page page) {
            return join(page.origin() + page.path().reveal(), page.title().reveal());
        } else if (body instanceof Document document) {
            return join(document.language(), document.project().reveal());
        } else if (body instanceof Message message) {
            return join(message.action(), message.counterpart());
        } else if (body instanceof Clipboard clipboard) {
            return clipboard.operation();
        } else if (body instanceof Extension extension) {
            StringBuilder text = new StringBuilder(extension.schema());
            extension
                    .fields()
                    .forEach((name, value) ->
                            text.append(", ").append(name).append(": ").append(value.reveal()));
            return text.toString();
        }
        return "";
    }

    private static String key(Key key) {
        String arrow = switch (key.phase()) {
            case DOWN -> "↓ ";
            case UP -> "↑ ";
            case REPEAT -> "↻ ";
            case REDACTED -> "";
            case SUPPRESSED -> "▒";
        };
        return arrow + key.key().reveal();
    }

    private static String join(String first, String second) {
        return second.isEmpty() ? first : first + ": " + second;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Kinds by which a list can be filtered. */
    static final List<String> KINDS = List.of(
            "key",
            "pointer.move",
            "pointer.button",
            "scroll",
            "window",
            "frame",
            "element",
            "page",
            "document",
            "message",
            "clipboard",
            "extension");
}

package org.oriel.tck;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Sensitive;

/** Writes an event as one line of JSON, component by component, so that the kit needs no JSON library. */
final class PlainJson {
    private PlainJson() {}

    static String write(CaptureEvent event) {
        StringBuilder out = new StringBuilder();
        value(out, event);
        return out.toString();
    }

    private static void value(StringBuilder out, Object value) {
        if (value instanceof Sensitive text) {
            string(out, text.reveal());
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Enum<?> constant) {
            string(out, constant.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof Collection<?> many) {
            many(out, many);
        } else if (value instanceof Map<?, ?> map) {
            out.append('{');
            map.forEach((key, inner) -> field(out, String.valueOf(key), inner));
            out.append('}');
        } else if (value instanceof Record structure) {
            structure(out, structure);
        } else {
            string(out, value.toString());
        }
    }

    private static void structure(StringBuilder out, Record structure) {
        out.append('{');
        if (structure instanceof EventBody body) {
            field(out, "type", body.type());
        }
        for (RecordComponent component : structure.getClass().getRecordComponents()) {
            try {
                field(out, component.getName(), component.getAccessor().invoke(structure));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component.getName(), e);
            }
        }
        out.append('}');
    }

    private static void many(StringBuilder out, Collection<?> values) {
        out.append('[');
        String comma = "";
        for (Object value : values) {
            out.append(comma);
            comma = ",";
            value(out, value);
        }
        out.append(']');
    }

    private static void field(StringBuilder out, String name, Object value) {
        if (out.charAt(out.length() - 1) != '{') {
            out.append(',');
        }
        string(out, name);
        out.append(':');
        value(out, value);
    }

    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}

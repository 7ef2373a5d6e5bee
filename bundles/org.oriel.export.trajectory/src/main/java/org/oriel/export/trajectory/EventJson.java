package org.oriel.export.trajectory;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.Document;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Message;
import org.oriel.api.event.Page;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;

/** Reads events back from their JSON: its fields are named as the components of the records. */
final class EventJson {
    private static final Map<String, Class<? extends EventBody>> BODIES = Map.ofEntries(
            Map.entry("key", Key.class),
            Map.entry("pointer.move", PointerMove.class),
            Map.entry("pointer.button", PointerButton.class),
            Map.entry("scroll", Scroll.class),
            Map.entry("window", Window.class),
            Map.entry("frame", Frame.class),
            Map.entry("element", Element.class),
            Map.entry("page", Page.class),
            Map.entry("document", Document.class),
            Map.entry("message", Message.class),
            Map.entry("clipboard", Clipboard.class),
            Map.entry("mark", Mark.class),
            Map.entry("extension", Extension.class));

    private static final Map<Class<?>, Shape> SHAPES = new HashMap<>();

    /** How a record is made. */
    private record Shape(RecordComponent[] components, Constructor<?> constructor) {}

    static {
        shape(CaptureEvent.class);
        BODIES.values().forEach(EventJson::shape);
    }

    private EventJson() {}

    private static Shape shape(Class<?> type) {
        Shape known = SHAPES.get(type);
        if (known != null) {
            return known;
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
            nested(components[i].getGenericType());
        }
        try {
            Shape shape = new Shape(components, type.getDeclaredConstructor(types));
            SHAPES.put(type, shape);
            return shape;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getName(), e); // every record has it
        }
    }

    private static void nested(Type type) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                nested(argument);
            }
        } else if (type instanceof Class<?> raw && raw.isRecord()) {
            shape(raw);
        }
    }

    /** The event. What is wrong with the JSON is told without its content. */
    static CaptureEvent read(String json) {
        return read(JsonParser.parseString(json).getAsJsonObject());
    }

    static CaptureEvent read(JsonObject json) {
        return (CaptureEvent) make(CaptureEvent.class, json);
    }

    private static Object make(Class<?> type, JsonObject json) {
        Shape shape = shape(type);
        Object[] values = new Object[shape.components().length];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = shape.components()[i];
            values[i] = value(component.getGenericType(), json.get(component.getName()), component.getName());
        }
        try {
            return shape.constructor().newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot make " + type.getSimpleName(), e);
        }
    }

    private static Object value(Type type, @Nullable JsonElement json, String name) {
        if (json == null) {
            if (type == String.class) {
                return "";
            }
            throw new IllegalArgumentException("no " + name);
        }
        if (type instanceof ParameterizedType generic) {
            return many(generic, json, name);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return json.getAsString();
        } else if (raw == Sensitive.class) {
            return Sensitive.of(json.getAsString());
        } else if (raw == int.class) {
            return json.getAsInt();
        } else if (raw == long.class) {
            return json.getAsLong();
        } else if (raw == double.class) {
            return json.getAsDouble();
        } else if (raw == boolean.class) {
            return json.getAsBoolean();
        } else if (raw == Long.class) {
            return json.getAsLong();
        } else if (raw == UUID.class) {
            return UUID.fromString(json.getAsString());
        } else if (raw.isEnum()) {
            return constant(raw, json.getAsString());
        } else if (raw == EventBody.class) {
            return body(json.getAsJsonObject());
        }
        return make(raw, json.getAsJsonObject());
    }

    private static Object body(JsonObject json) {
        Class<? extends EventBody> type = BODIES.get(json.get("type").getAsString());
        if (type == null) {
            throw new IllegalArgumentException("unknown kind of event");
        }
        return make(type, json);
    }

    private static Object many(ParameterizedType type, JsonElement json, String name) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject().entrySet()) {
                map.put(entry.getKey(), value(arguments[1], entry.getValue(), name));
            }
            return map;
        }
        List<Object> list = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray()) {
            list.add(value(arguments[0], element, name));
        }
        return type.getRawType() == List.class ? list : new LinkedHashSet<>(list);
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown " + type.getSimpleName());
    }
}

package org.oriel.context.ide;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Sensitive;

/** The extension bodies of this bundle, and what each field may hold. What is not declared is left out. */
final class Schemas {
    static final String EDIT = "org.oriel.ide.edit/1";
    static final String SELECTION = "org.oriel.ide.selection/1";
    static final String COMMAND = "org.oriel.ide.command/1";
    static final String AUTHORSHIP = "org.oriel.ide.authorship/1";
    static final String CONTENT = "org.oriel.ide.content/1";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9]*([._:-][A-Za-z0-9]+){0,12}");
    private static final Pattern AUTHOR = Pattern.compile("human|assistant|unknown");

    /** Fields by name, by schema; the same as in the manifest (bnd.bnd). */
    static final Map<String, Map<String, Pattern>> DECLARED = Map.of(
            EDIT,
            Map.of(
                    "author",
                    AUTHOR,
                    "deleted",
                    NUMBER,
                    "inserted",
                    NUMBER,
                    "kind",
                    Pattern.compile("typed|pasted|completion|inline|undo|redo|format|external"),
                    "lines",
                    NUMBER),
            SELECTION,
            Map.of("characters", NUMBER, "cursors", NUMBER, "lines", NUMBER),
            COMMAND,
            Map.of("command", ID, "event", Pattern.compile("command|save|run|debug-start|debug-stop|terminal")),
            AUTHORSHIP,
            Map.of(
                    "act",
                    Pattern.compile("accepted|applied|undone|corrected"),
                    "author",
                    AUTHOR,
                    "characters",
                    NUMBER,
                    "tool",
                    Pattern.compile("completion|inline|agent")),
            CONTENT,
            Map.of("text", Pattern.compile("(?s).{0,2000}")));

    private Schemas() {}

    /** A body of the declared fields of {@code said}; empty when one of them holds what it may not. */
    static Optional<Extension> read(String schema, JsonObject said) {
        Map<String, Sensitive> fields = new TreeMap<>();
        for (Map.Entry<String, Pattern> field :
                DECLARED.getOrDefault(schema, Map.of()).entrySet()) {
            JsonElement value = said.get(field.getKey());
            if (value == null) {
                continue;
            }
            if (!value.isJsonPrimitive()
                    || !field.getValue().matcher(value.getAsString()).matches()) {
                return Optional.empty();
            }
            fields.put(field.getKey(), Sensitive.of(value.getAsString()));
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Extension(schema, fields));
    }
}

package org.oriel.context.agent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Target;

/** What one agent says, line by line, and what it is answered. Used by one thread. */
final class AgentConversation {
    private static final int TASK_CHARACTERS = 2_000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+/-]{0,63}");
    private static final Set<String> OUTCOMES = Set.of("success", "failure", "unknown");
    private static final Map<String, Set<String>> REQUESTS = Map.of(
            "hello", Set.of("hello", "version"),
            "start", Set.of("start"),
            "stop", Set.of("stop"),
            "abandon", Set.of("abandon"));

    /** What is answered, and whether it was understood. */
    record Answer(boolean good, String line) {
        static Answer ok(String what) {
            return new Answer(true, "{\"ok\":\"" + what + "\"}");
        }

        /** {@code why} is a constant of ours: nothing that was said is repeated. */
        static Answer error(String why) {
            return new Answer(false, "{\"error\":\"" + why + "\"}");
        }
    }

    private final AgentSessions sessions;
    private final Target holder;
    private String name = "";

    AgentConversation(AgentSessions sessions, Target holder) {
        this.sessions = sessions;
        this.holder = holder;
    }

    Answer said(String line) {
        JsonObject request;
        try {
            request = parse(line);
        } catch (IOException | RuntimeException e) {
            return Answer.error("not a JSON object in one line");
        }
        for (Map.Entry<String, Set<String>> known : REQUESTS.entrySet()) {
            if (request.has(known.getKey())) {
                return known.getValue().containsAll(request.keySet())
                        ? answer(known.getKey(), request)
                        : Answer.error("unknown field, allowed: " + String.join(" ", known.getValue()));
            }
        }
        return Answer.error("unknown request, allowed: hello start stop abandon");
    }

    /** The agent hung up, or was hung up on. */
    void gone() {
        sessions.end(this, holder, "disconnected");
    }

    private Answer answer(String word, JsonObject request) {
        JsonElement value = request.get(word);
        boolean text = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
        if (!text && !value.isJsonNull()) {
            return Answer.error("a value is neither a string nor null");
        }
        String said = text ? value.getAsString() : "";
        if (word.equals("hello")) {
            return hello(said);
        }
        if (name.isEmpty()) {
            return Answer.error("hello comes first");
        }
        return switch (word) {
            case "start" -> start(said);
            case "stop" -> stop(said.isEmpty() ? "unknown" : said);
            default -> said.isEmpty() ? end("abandoned") : Answer.error("abandon takes null or an empty string");
        };
    }

    private Answer hello(String said) {
        if (!name.isEmpty()) {
            return Answer.error("hello was said already");
        }
        if (!NAME.matcher(said).matches()) {
            return Answer.error("hello wants a name of 1 to 64 letters, digits, spaces, or . _ + / -");
        }
        name = said;
        return Answer.ok("hello");
    }

    private Answer start(String task) {
        if (task.length() > TASK_CHARACTERS) {
            return Answer.error("a task has at most " + TASK_CHARACTERS + " characters");
        }
        return sessions.start(this, name, holder, Sensitive.of(task))
                ? Answer.ok("start")
                : Answer.error("an agent drives already");
    }

    private Answer stop(String outcome) {
        return OUTCOMES.contains(outcome) ? end(outcome) : Answer.error("stop takes success, failure or unknown");
    }

    private Answer end(String outcome) {
        return sessions.end(this, holder, outcome) ? Answer.ok("stop") : Answer.error("not started");
    }

    private static JsonObject parse(String line) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(line));
        reader.setStrictness(Strictness.STRICT);
        JsonElement element = JsonParser.parseReader(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new JsonParseException("more than one value");
        }
        return element.getAsJsonObject();
    }
}

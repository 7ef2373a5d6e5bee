package org.oriel.control.shell;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation over the socket: one JSON object a line. {@code {"args":[…]}} and {@code {"in":"…"}} come in;
 * {@code {"out":"…"}}, {@code {"err":"…"}}, {@code {"ask":"…"}} and {@code {"exit":0}} go out.
 */
final class SocketConversation implements Conversation {
    /** Longest line that is read: a command, or a line typed into the shell. */
    private static final int MAX_LINE = 64 * 1024;

    private static final Gson GSON = new Gson();

    private final BufferedReader reader;
    private final Writer writer;

    SocketConversation(BufferedReader reader, Writer writer) {
        this.reader = reader;
        this.writer = writer;
    }

    List<String> command() throws IOException, CommandFailure {
        JsonObject request = read().orElseThrow(() -> new IOException("the caller hung up"));
        if (!request.has("args") || !request.get("args").isJsonArray()) {
            throw new CommandFailure(CommandFailure.USAGE, "request without args, allowed: {\"args\":[...]}");
        }
        List<String> words = new ArrayList<>();
        request.getAsJsonArray("args").forEach(word -> words.add(word.getAsString()));
        return words;
    }

    @Override
    public void out(String text) throws IOException {
        send("out", text);
    }

    @Override
    public void err(String line) throws IOException {
        send("err", line);
    }

    @Override
    public Optional<String> ask(String prompt, boolean personOnly) throws IOException {
        JsonObject message = new JsonObject();
        message.addProperty("ask", prompt);
        message.addProperty("personOnly", personOnly);
        write(message);
        try {
            return read().filter(answer -> answer.has("in"))
                    .map(answer -> answer.get("in").getAsString());
        } catch (CommandFailure e) {
            return Optional.empty();
        }
    }

    void exit(int code) throws IOException {
        JsonObject message = new JsonObject();
        message.addProperty("exit", code);
        write(message);
    }

    private void send(String name, String text) throws IOException {
        JsonObject message = new JsonObject();
        message.addProperty(name, text);
        write(message);
    }

    private synchronized void write(JsonObject message) throws IOException {
        writer.write(GSON.toJson(message));
        writer.write('\n');
        writer.flush();
    }

    private Optional<JsonObject> read() throws IOException, CommandFailure {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        while (c >= 0 && c != '\n') {
            if (line.length() == MAX_LINE) {
                throw new CommandFailure(
                        CommandFailure.USAGE, "request too long, allowed: " + MAX_LINE + " characters");
            }
            line.append((char) c);
            c = reader.read();
        }
        if (c < 0 && line.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonParser.parseString(line.toString()).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            throw new CommandFailure(CommandFailure.USAGE, "request is not a JSON object in one line");
        }
    }
}

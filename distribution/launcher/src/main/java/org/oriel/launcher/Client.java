package org.oriel.launcher;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Sends one command to the running instance and prints what comes back. The protocol is one JSON object a line:
 * {@code {"args":[…]}} and {@code {"in":"…"}} there; {@code {"out":"…"}}, {@code {"err":"…"}}, {@code {"ask":"…"}} and
 * {@code {"exit":0}} back.
 */
final class Client {
    private final Path socket;
    private final Path data;

    Client(DataDirectory directory) {
        this.socket = directory.socket();
        this.data = directory.path();
    }

    boolean present() {
        return Files.exists(socket);
    }

    int call(List<String> args) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
            BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            JsonArrayBuilder words = Json.createArrayBuilder(args);
            send(writer, Json.createObjectBuilder().add("args", words).build());
            return converse(reader, writer);
        } catch (IOException e) {
            throw new Failure(
                    Failure.ENVIRONMENT, "no instance is running with data directory " + data + " (" + socket + ")", e);
        }
    }

    private static int converse(BufferedReader reader, Writer writer) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            JsonObject message = Json.createReader(new StringReader(line)).readObject();
            if (message.containsKey("out")) {
                System.out.print(message.getString("out"));
                System.out.flush();
            } else if (message.containsKey("err")) {
                System.err.println("oriel: " + message.getString("err"));
            } else if (message.containsKey("ask")) {
                answer(message, writer);
            } else if (message.containsKey("exit")) {
                return message.getInt("exit");
            }
        }
        throw new Failure(Failure.ENVIRONMENT, "the instance ended before it answered");
    }

    /** Only a person at a terminal may acknowledge a notice, so such a question is not put to a pipe. */
    private static void answer(JsonObject message, Writer writer) throws IOException {
        boolean personOnly = message.getBoolean("personOnly", false);
        if (personOnly && !Terminal.attached()) {
            throw new Failure(
                    Failure.NOT_ALLOWED, "only a person at a terminal can answer this; there is no terminal here");
        }
        System.out.print(message.getString("ask"));
        System.out.flush();
        String typed = Input.line();
        if (typed == null) {
            send(writer, Json.createObjectBuilder().add("end", true).build());
        } else {
            send(writer, Json.createObjectBuilder().add("in", typed).build());
        }
    }

    private static void send(Writer writer, JsonObject message) throws IOException {
        writer.write(message + "\n");
        writer.flush();
    }

    /** Standard input, line by line; one reader, so that nothing typed ahead is lost. */
    private static final class Input {
        private static final BufferedReader IN =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

        private Input() {}

        static @org.jspecify.annotations.Nullable String line() throws IOException {
            return IN.readLine();
        }
    }
}

package org.oriel.control.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.oriel.host.StoreException;

/**
 * What is answered: bytes, or a stream that is written as it is made.
 *
 * @param type media type
 * @param bytes where {@code stream} is {@link #NONE}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Reply(int status, String type, byte[] bytes, Stream stream) {
    static final Stream NONE = out -> {};

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** Writes a body of unknown length. */
    @FunctionalInterface
    interface Stream {
        void write(OutputStream out) throws IOException, StoreException, HttpProblem;
    }

    static Reply json(Object value) {
        return of(200, value);
    }

    static Reply of(int status, Object value) {
        return new Reply(status, "application/json; charset=utf-8", text(value).getBytes(StandardCharsets.UTF_8), NONE);
    }

    static Reply bytes(String type, byte[] bytes) {
        return new Reply(200, type, bytes, NONE);
    }

    static Reply stream(String type, Stream stream) {
        return new Reply(200, type, new byte[0], stream);
    }

    static Reply problem(HttpProblem problem) {
        return of(problem.status(), Map.of("code", problem.code(), "message", String.valueOf(problem.getMessage())));
    }

    /** One line of JSON. */
    static String text(Object value) {
        return GSON.toJson(value);
    }

    /** May hold what the person typed. */
    @Override
    public String toString() {
        return "Reply " + status;
    }
}

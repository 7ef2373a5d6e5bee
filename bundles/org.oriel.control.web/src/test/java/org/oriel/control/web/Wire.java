package org.oriel.control.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP by hand, so that a request can be as wrong as it likes. */
final class Wire {
    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;
    String bearer = "";

    Wire(int port) {
        this.port = port;
    }

    /**
     * What came back.
     *
     * @param status 0 where the connection was closed without an answer
     */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonObject json() {
            return JsonParser.parseString(text()).getAsJsonObject();
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** The page's own headers. */
    Map<String, String> own() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + port);
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put("Origin", "http://127.0.0.1:" + port);
        if (!bearer.isEmpty()) {
            headers.put("Authorization", "Bearer " + bearer);
        }
        return headers;
    }

    Answer get(String path) throws IOException {
        return send("GET", path, own(), "");
    }

    Answer post(String path, String json) throws IOException {
        Map<String, String> headers = own();
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", "" + json.getBytes(StandardCharsets.UTF_8).length);
        return send("POST", path, headers, json);
    }

    Answer send(String method, String path, Map<String, String> headers, String body) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return raw(text + "\r\n" + body);
    }

    Answer raw(String request) throws IOException {
        try (Socket socket = connect()) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // Closed before all was sent; there may be an answer all the same.
            }
            return read(socket.getInputStream());
        }
    }

    static Answer read(InputStream in) throws IOException {
        try {
            String status = line(in);
            if (!status.startsWith("HTTP/1.1 ")) {
                return new Answer(0, Map.of(), new byte[0]);
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (a, b) -> a + ", " + b);
            }
            return new Answer(Integer.parseInt(status.substring(9, 12)), headers, body(in, headers));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer in " + PATIENCE_MILLIS + " ms", e);
        } catch (SocketException e) {
            return new Answer(0, Map.of(), new byte[0]);
        }
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length")));
        }
        if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return new byte[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            out.write(in.readNBytes(size));
            line(in);
        }
        return out.toByteArray();
    }

    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            if (c != '\r') {
                out.write(c);
            }
            c = in.read();
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}

package org.oriel.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks on the page, each another one: none gets data, none does anything, and the server goes on answering its own
 * page. What an attacker without a bearer may have is the files of the page, which hold nothing.
 */
class AttacksTest {
    @TempDir
    Path folder;

    private int port;
    private String bearer = "";

    /**
     * One attack.
     *
     * @param allowed statuses that are a refusal; 0 is a closed connection
     */
    private record Attack(String name, String request, Set<Integer> allowed) {}

    private final List<Attack> attacks = new ArrayList<>();

    private void attack(String name, String request, Integer... allowed) {
        attacks.add(new Attack(name, request, Set.of(allowed)));
    }

    private Map<String, String> own() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + port);
        headers.put("Origin", "http://127.0.0.1:" + port);
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put("Authorization", "Bearer " + bearer);
        return headers;
    }

    private String request(String line, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder(line + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text + "\r\n" + body;
    }

    private String get(String path, String header, String value) {
        Map<String, String> headers = own();
        headers.put(header, value);
        return request("GET " + path, headers, "");
    }

    private String post(String path, String header, String value, String body) {
        Map<String, String> headers = own();
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", "" + body.getBytes(StandardCharsets.UTF_8).length);
        headers.put(header, value);
        return request("POST " + path, headers, body);
    }

    /** A name that an attacker owns and that resolves to this computer (DNS rebinding), and odd ways to write ours. */
    private void hosts() {
        for (String host : List.of(
                "evil.example",
                "evil.example:PORT",
                "127.0.0.1.evil.example:PORT",
                "localhost.evil.example:PORT",
                "127.0.0.1",
                "localhost",
                "127.0.0.1:1",
                "127.0.0.1:PORT0",
                "127.0.0.2:PORT",
                "127.1:PORT",
                "0.0.0.0:PORT",
                "2130706433:PORT",
                "0x7f000001:PORT",
                "0177.0.0.1:PORT",
                "[::ffff:127.0.0.1]:PORT",
                "[::]:PORT",
                "LOCALHOST:PORT",
                "localhost.:PORT",
                "127.0.0.1:PORT.",
                "127.0.0.1 :PORT",
                "user@127.0.0.1:PORT",
                "127.0.0.1:PORT@evil.example",
                "127.0.0.1:PORT/",
                "127.0.0.1:PORT, evil.example",
                "evil.example, 127.0.0.1:PORT",
                "http://127.0.0.1:PORT",
                "127.0.0.1:+PORT",
                "127.0.0.1:0PORT",
                "\"127.0.0.1:PORT\"",
                "")) {
            String told = host.replace("PORT", "" + port);
            attack("host " + host, get("/api/state", "Host", told), 421, 400, 0);
            attack("host for a file " + host, get("/", "Host", told), 421, 400, 0);
        }
        Map<String, String> without = own();
        without.remove("Host");
        attack("no host", request("GET /api/state", without, ""), 421, 400);
        attack("two hosts", get("/api/state", "X", "1\r\nHost: evil.example"), 421, 400);
        attack("forwarded host", get("/api/state", "Host", "evil.example\r\nX-Forwarded-Host: 127.0.0.1:" + port), 421);
        attack(
                "HTTP/1.0 without host",
                "GET /api/state HTTP/1.0\r\nAuthorization: Bearer " + bearer + "\r\n\r\n",
                421,
                400);
    }

    private void origins() {
        for (String origin : List.of(
                "null",
                "http://evil.example",
                "https://evil.example",
                "http://127.0.0.1",
                "http://localhost",
                "http://127.0.0.1:1",
                "https://127.0.0.1:PORT",
                "http://127.0.0.1:PORT.evil.example",
                "http://127.0.0.1:PORT/",
                "http://127.0.0.1:PORT#",
                "HTTP://127.0.0.1:PORT",
                "http://evil.example@127.0.0.1:PORT",
                "http://127.0.0.1:PORT http://evil.example",
                "*",
                "file://",
                "about:blank",
                "chrome-extension://abcdef",
                "ws://127.0.0.1:PORT",
                "//127.0.0.1:PORT",
                "127.0.0.1:PORT",
                "")) {
            String told = origin.replace("PORT", "" + port);
            attack("origin " + origin, post("/api/pause", "Origin", told, "{}"), 403);
            attack("origin of a reader " + origin, get("/api/state", "Origin", told), 403);
        }
        attack("two origins", post("/api/pause", "X", "1\r\nOrigin: http://evil.example", "{}"), 403);
        Map<String, String> without = own();
        without.remove("Origin");
        without.put("Content-Type", "application/json");
        without.put("Content-Length", "2");
        attack("no origin", request("POST /api/pause", without, "{}"), 403);
        without.put("Referer", "http://127.0.0.1:" + port + "/");
        attack("a referrer for an origin", request("POST /api/pause", without, "{}"), 403);
        for (String site : List.of(
                "cross-site",
                "same-site",
                "",
                "SAME-ORIGIN",
                "none, cross-site",
                "same-origin cross-site",
                "null",
                "*")) {
            attack("site " + site, get("/api/state", "Sec-Fetch-Site", site), 403);
            attack("site of a writer " + site, post("/api/pause", "Sec-Fetch-Site", site, "{}"), 403);
        }
        attack("two sites", get("/api/state", "X", "1\r\nSec-Fetch-Site: cross-site"), 403);
        attack(
                "the start page in a frame",
                "GET /start HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n\r\n",
                403);
        attack(
                "the start page fetched",
                "GET /start HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: empty\r\n\r\n",
                403);
    }

    private void methods() {
        for (String method : List.of(
                "PUT",
                "DELETE",
                "PATCH",
                "HEAD",
                "OPTIONS",
                "TRACE",
                "CONNECT",
                "PROPFIND",
                "get",
                "Post",
                "GETT",
                "SEARCH")) {
            attack("method " + method, request(method + " /api/state", own(), ""), 405, 400, 404, 0);
            attack("method on a deed " + method, request(method + " /api/pause", own(), ""), 405, 400, 404, 0);
        }
        attack("a deed by GET", request("GET /api/pause", own(), ""), 404);
        attack("deletion by GET", request("GET /api/mine/delete?confirm=delete", own(), ""), 404);
        attack("withdrawal by GET", request("GET /api/consent/refuse", own(), ""), 404);
        attack("reading by POST", post("/api/state", "X", "1", "{}"), 404);
        attack("override", post("/api/state", "X-HTTP-Method-Override", "GET", "{}"), 404);
        attack(
                "preflight",
                "OPTIONS /api/pause HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n",
                405);
    }

    private void tokens(String used) {
        List<String> wrong = new ArrayList<>(List.of(
                "",
                "Bearer",
                "Bearer ",
                "Bearer null",
                "Bearer undefined",
                "Bearer " + "A".repeat(43),
                "Bearer " + "A".repeat(4096),
                "Bearer *",
                "Bearer ../../etc/passwd",
                "Bearer ' OR 1=1 --",
                "Basic YWRtaW46YWRtaW4=",
                "Digest x",
                "Bearer " + used,
                "Bearer " + bearer.toLowerCase(),
                "bearer " + bearer,
                "BEARER " + bearer,
                bearer,
                "Bearer  " + bearer,
                "Bearer " + bearer + "A",
                "Bearer " + bearer.substring(1),
                "Bearer " + bearer + "," + bearer,
                "Token " + bearer,
                "Bearer \"" + bearer + "\"",
                "Bearer " + bearer + "%00",
                "Bearer " + bearer + "="));
        for (int at : List.of(0, 1, 21, 41, 42)) {
            char changed = bearer.charAt(at) == 'x' ? 'y' : 'x';
            wrong.add("Bearer " + bearer.substring(0, at) + changed + bearer.substring(at + 1));
        }
        for (String value : wrong) {
            attack("token " + value, get("/api/state", "Authorization", value), 401);
        }
        attack("two tokens", get("/api/state", "X", "1\r\nAuthorization: Bearer " + "A".repeat(43)), 401);
        for (String where : List.of("?bearer=", "?token=", "?access_token=", "?Authorization=Bearer%20", "?boot=")) {
            Map<String, String> headers = own();
            headers.remove("Authorization");
            attack("token in the address " + where, request("GET /api/state" + where + bearer, headers, ""), 401);
        }
        Map<String, String> cookie = own();
        cookie.remove("Authorization");
        cookie.put("Cookie", "oriel.bearer=" + bearer + "; Authorization=Bearer " + bearer);
        attack("token in a cookie", request("GET /api/state", cookie, ""), 401);
        for (String path : List.of(
                "/api/live",
                "/api/today",
                "/api/review",
                "/api/items?first=1&last=9",
                "/api/frame?image=" + FakeCore.IMAGE,
                "/api/consent",
                "/api/exemptions",
                "/api/exports",
                "/api/ledger",
                "/api/mine",
                "/api/mine/copy",
                "/api/nothing")) {
            attack("no token for " + path, get(path, "Authorization", ""), 401);
        }
        for (String path : List.of(
                "/api/pause",
                "/api/resume",
                "/api/forget",
                "/api/delete",
                "/api/approve",
                "/api/consent/agree",
                "/api/consent/refuse",
                "/api/exemptions/ask",
                "/api/exports/hold",
                "/api/ledger/verify",
                "/api/mine/delete",
                "/api/lock",
                "/api/task/begin")) {
            attack(
                    "no token to do " + path,
                    post(path, "Authorization", "", "{\"minutes\":5,\"confirm\":\"delete\"}"),
                    401);
        }
        for (String boot : List.of(
                used, "", "null", "A".repeat(43), "A".repeat(60_000 / 2), bearer, "' OR '1'='1", "../../boot", "*")) {
            attack(
                    "boot " + (boot.length() > 60 ? boot.length() : boot),
                    post("/api/session", "X", "1", "{\"boot\":\"" + boot + "\"}"),
                    403,
                    400);
        }
        for (String body : List.of(
                "{\"boot\":null}",
                "{\"boot\":true}",
                "{\"boot\":[\"" + used + "\"]}",
                "{\"boot\":{}}",
                "{}",
                "{\"Boot\":\"x\"}")) {
            attack("boot body " + body, post("/api/session", "X", "1", body), 403, 400);
        }
    }

    private void paths() {
        for (String path : List.of(
                "/../../../../etc/passwd",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..;/etc/passwd",
                "/.%2e/etc/passwd",
                "/site/../app.js",
                "/./app.js",
                "//app.js",
                "//evil.example/",
                "/app.js/",
                "/app.js%00.html",
                "/app.js%20",
                "/app.js;x=1",
                "/APP.JS",
                "/.git/config",
                "/META-INF/MANIFEST.MF",
                "/OSGI-INF/",
                "/org/oriel/control/web/site/app.js",
                "/web/open.html",
                "/open.html",
                "/api",
                "/api/",
                "/api//state",
                "/api/../api/state",
                "/api/state/",
                "/api/state%00",
                "/api%2fstate",
                "/API/state",
                "/api/state;jsessionid=1",
                "/%c0%ae%c0%ae/",
                "/%u002e%u002e/",
                "/~root/",
                "/\\..\\..\\etc\\passwd",
                "/api\\state",
                "/-",
                "/favicon.ico/..",
                "/" + "a".repeat(20_000),
                "/?" + "a".repeat(5_000),
                "/api/frame?image=../../../../etc/passwd",
                "/api/frame?image=%2e%2e%2f",
                "/api/frame?image=",
                "/api/frame?image=ab%00cd",
                "/api/today?day=../../x",
                "/api/today?day=2026-13-45",
                "/api/items?first=-1",
                "/api/items?first=99999999999999999999",
                "/api/ledger?before=x",
                "/api/frame?image=" + "cd".repeat(32))) {
            attack(
                    "path " + (path.length() > 80 ? path.substring(0, 20) + path.length() : path),
                    request("GET " + path, own(), ""),
                    404,
                    400,
                    401,
                    414,
                    0);
        }
        attack("absolute address", request("GET http://evil.example/api/state", own(), ""), 404, 400);
        attack("own absolute address", request("GET http://127.0.0.1:" + port + "/api/state", own(), ""), 404, 400);
        attack("proxy", request("GET http://169.254.169.254/latest/meta-data/", own(), ""), 404, 400);
        attack("star", request("GET *", own(), ""), 404, 400, 0);
        attack(
                "upgrade",
                get(
                        "/api/none",
                        "Upgrade",
                        "websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x"),
                404);
    }

    private void bodies() {
        String path = "/api/forget";
        attack("too long", post(path, "X", "1", "{\"minutes\":5,\"x\":\"" + "a".repeat(70_000) + "\"}"), 413, 0);
        attack("claims to be long", post(path, "Content-Length", "999999999", "{}"), 413, 0);
        for (String length : List.of("-1", "99999999999999999999", "2.0", "0x2", "+2", "2, 2", "2 2", "two", "")) {
            attack("length " + length, post(path, "Content-Length", length, "{}"), 400, 411, 413, 0);
        }
        attack("two lengths", post(path, "X", "1\r\nContent-Length: 5", "{}"), 400, 411, 413, 0);
        attack("chunked", post(path, "Transfer-Encoding", "chunked", "2\r\n{}\r\n0\r\n\r\n"), 400, 411, 501, 0);
        attack("odd encoding", post(path, "Transfer-Encoding", "x-gzip", "{}"), 400, 411, 501, 0);
        Map<String, String> none = own();
        none.put("Content-Type", "application/json");
        attack("no length", request("POST " + path, none, ""), 411);
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "",
                "application/json; charset=utf-16",
                "application/jsonx",
                "text/json",
                "application/json, text/plain")) {
            attack("type " + type, post(path, "Content-Type", type, "{\"minutes\":5}"), 415);
        }
        for (String body : List.of(
                "",
                "null",
                "[]",
                "5",
                "\"x\"",
                "{",
                "}",
                "{\"minutes\":5",
                "{\"minutes\":5}}",
                "{\"minutes\":5} {}",
                "{'minutes':5}",
                "{minutes:5}",
                "{\"minutes\":5,}",
                "//x\n{\"minutes\":5}",
                ")]}'\n{\"minutes\":5}",
                "{\"minutes\":NaN}",
                "{\"minutes\":\"\"}",
                "{\"minutes\":0}",
                "{\"minutes\":-5}",
                "{\"minutes\":1441}",
                "{\"minutes\":1e3}",
                "{\"minutes\":99999999999999999999999}",
                "{\"minutes\":null}",
                "{\"minutes\":[5]}",
                "{\"minutes\":{}}",
                "{\"minutes\":true}",
                "{\"minutes\":5.5}",
                "[".repeat(30_000),
                "{\"a\":".repeat(10_000))) {
            attack(
                    "body " + (body.length() > 60 ? body.substring(0, 6) + body.length() : body),
                    post(path, "X", "1", body),
                    400,
                    411,
                    0);
        }
        for (String body : List.of(
                "{}",
                "{\"what\":\"all\"}",
                "{\"what\":\"items\"}",
                "{\"what\":\"items\",\"positions\":[]}",
                "{\"what\":\"items\",\"positions\":[-1]}",
                "{\"what\":\"items\",\"positions\":[\"a\"]}",
                "{\"what\":\"items\",\"positions\":{}}",
                "{\"what\":\"items\",\"positions\":[[1]]}",
                "{\"what\":\"application\"}",
                "{\"what\":\"application\",\"application\":\"\"}",
                "{\"what\":\"span\"}",
                "{\"what\":\"span\",\"from\":9,\"until\":3}",
                "{\"what\":\"stretch\",\"from\":1}",
                "{\"what\":[\"items\"]}")) {
            attack("deletion " + body, post("/api/delete", "X", "1", body), 400);
        }
        attack("all my data without a word", post("/api/mine/delete", "X", "1", "{}"), 400);
        attack("GET with a body", request("GET /api/state", with("Content-Length", "2"), "{}"), 400);
        attack("an old notice", post("/api/consent/agree", "X", "1", "{\"hash\":\"" + "0".repeat(64) + "\"}"), 409);
        attack(
                "an exporter that is not there",
                post("/api/exports/hold", "X", "1", "{\"name\":\"../x\",\"act\":\"hold\"}"),
                400);
        attack(
                "a reason that is not there",
                post("/api/exemptions/ask", "X", "1", "{\"reason\":\"spite\",\"scope\":\"all\"}"),
                400);
        attack("an exemption that is not there", post("/api/exemptions/withdraw", "X", "1", "{\"id\":\"x9\"}"), 409);
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> headers = own();
        headers.put(name, value);
        return headers;
    }

    private void garbage() {
        attack("not HTTP", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000", 0, 400);
        attack("empty line", "\r\n\r\n", 0, 400, 404);
        attack("no version", "GET /api/state\r\n\r\n", 0, 400, 421);
        attack("HTTP/0.9", "GET /\r\n", 0, 400);
        attack("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0, 400, 404, 405, 421);
        attack("header injection", "GET /api/state%0d%0aHost:%20127.0.0.1 HTTP/1.1\r\nHost: evil\r\n\r\n", 421, 400);
        attack("folded header", get("/api/state", "Host", "evil.example\r\n 127.0.0.1:" + port), 421, 400);
        attack("many headers", "GET /api/state HTTP/1.1\r\n" + "X: 1\r\n".repeat(5_000) + "\r\n", 0, 400, 421, 431);
        attack(
                "a header of a megabyte",
                "GET /api/state HTTP/1.1\r\nHost: evil.example\r\nX: " + "a".repeat(1_000_000) + "\r\n\r\n",
                0,
                400,
                421,
                431);
        attack("a name without a value", "GET /api/state HTTP/1.1\r\nHost\r\n\r\n", 0, 400, 421);
        attack("null byte", "GET /api/state\u0000 HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n", 0, 400, 401, 404);
        attack(
                "smuggled",
                "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nOrigin: http://evil.example\r\nContent-Length: 4\r\n\r\n{}  GET /api/state HTTP/1.1\r\n\r\n",
                403,
                400);
    }

    @Test
    @DisplayName("more than 200 attacks: none gets in, nothing is done, the page goes on answering")
    void none() throws IOException {
        try (OpenPage open = new OpenPage(folder, Duration.ofSeconds(3))) {
            port = open.web.port();
            bearer = open.wire.bearer;
            String used = open.boot();
            assertThat(open.wire
                            .post("/api/session", "{\"boot\":\"" + used + "\"}")
                            .status())
                    .isEqualTo(200);
            hosts();
            origins();
            methods();
            tokens(used);
            paths();
            bodies();
            garbage();
            Set<String> distinct = new LinkedHashSet<>();
            attacks.forEach(attack -> distinct.add(attack.request()));
            assertThat(distinct).hasSizeGreaterThanOrEqualTo(200);
            int events = open.core.store.events.size();
            int done = 0;
            for (Attack attack : attacks) {
                Wire.Answer answer = open.wire.raw(attack.request());
                assertThat(attack.allowed())
                        .as(attack.name() + ": " + answer.status())
                        .contains(answer.status());
                assertThat(answer.text()).as(attack.name()).doesNotContain("phase", "Mousepad", "bearer\":", "grant");
                assertThat(answer.headers())
                        .as(attack.name())
                        .doesNotContainKeys("set-cookie", "access-control-allow-origin");
                if (++done % 10 == 0) {
                    assertThat(open.wire.get("/api/state").status())
                            .as("after " + attack.name())
                            .isEqualTo(200);
                }
            }
            // What the gate itself refused is a call, and no agreement.
            assertThat(open.core.calls).allMatch(call -> call.equals("accept page"));
            assertThat(open.core.gate.grant).isEmpty();
            assertThat(open.core.store.events).hasSize(events);
            assertThat(open.core.delivery.state).isEqualTo("idle");
            assertThat(open.wire.get("/api/today").json().get("events").getAsInt())
                    .isPositive();
            assertThat(String.join("\n", open.log.lines()))
                    .doesNotContain(bearer)
                    .doesNotContain(used);
        }
    }

    @Test
    @DisplayName("slow loris: hundreds of half requests, bodies and readers hold no thread for long")
    void slow() throws IOException {
        try (OpenPage open = new OpenPage(folder, Duration.ofSeconds(2))) {
            port = open.web.port();
            bearer = open.wire.bearer;
            List<Socket> held = new ArrayList<>();
            try {
                for (int i = 0; i < 240; i++) {
                    Socket socket = new Socket("127.0.0.1", port);
                    held.add(socket);
                    String part = switch (i % 4) {
                        case 0 -> "GET /api/state HTTP/1.1\r\nHost: 127";
                        case 1 -> "G";
                        case 2 -> post("/api/pause", "Content-Length", "60000", "{");
                        default -> "";
                    };
                    socket.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                    if (i % 20 == 0) {
                        assertThat(open.wire.get("/api/state").status())
                                .as("with " + i)
                                .isEqualTo(200);
                    }
                }
                assertThat(open.wire.get("/api/state").status()).isEqualTo(200);
                int ended = 0;
                for (Socket socket : held.subList(0, 40)) {
                    socket.setSoTimeout(60_000);
                    if (!part(held.indexOf(socket)).isEmpty()) {
                        assertThat(Wire.read(socket.getInputStream()).status()).isIn(0, 400);
                        ended++;
                    }
                }
                assertThat(ended).isEqualTo(30);
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }
            assertThat(open.core.calls).isEmpty();
        }
    }

    private static String part(int index) {
        return index % 4 == 3 ? "" : "x";
    }

    @Test
    @DisplayName("a reader of live events who takes nothing is let go; others get theirs")
    void slowReader() throws IOException {
        try (OpenPage open = new OpenPage(folder, Duration.ofSeconds(2))) {
            List<Socket> held = new ArrayList<>();
            try {
                for (int i = 0; i < 30; i++) {
                    Socket socket = new Socket("127.0.0.1", open.web.port());
                    socket.setReceiveBufferSize(1024);
                    held.add(socket);
                    StringBuilder text = new StringBuilder("GET /api/live HTTP/1.1\r\n");
                    open.wire
                            .own()
                            .forEach((name, value) ->
                                    text.append(name).append(": ").append(value).append("\r\n"));
                    socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
                }
                assertThat(open.wire.get("/api/state").status()).isEqualTo(200);
                assertThat(open.wire.post("/api/pause", "{\"minutes\":5}").status())
                        .isEqualTo(200);
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }
        }
    }
}

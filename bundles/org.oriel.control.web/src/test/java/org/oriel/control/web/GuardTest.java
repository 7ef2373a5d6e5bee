package org.oriel.control.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the guard, a test a line. */
class GuardTest {
    @TempDir
    Path folder;

    private OpenPage open;

    @BeforeEach
    void start() throws IOException {
        open = new OpenPage(folder);
    }

    @AfterEach
    void stop() throws IOException {
        open.close();
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> headers = open.wire.own();
        headers.put(name, value);
        return headers;
    }

    private int get(String name, String value) throws IOException {
        return open.wire.send("GET", "/api/state", with(name, value), "").status();
    }

    @Test
    @DisplayName("only 127.0.0.1 is listened on")
    void bind() throws IOException {
        List<InetAddress> others = new ArrayList<>();
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            others.addAll(Collections.list(one.getInetAddresses()));
        }
        others.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
        others.removeIf(address -> address.getHostAddress().equals("127.0.0.1"));
        assertThat(others).isNotEmpty();
        for (InetAddress address : others) {
            try (Socket socket = new Socket()) {
                socket.connect(new java.net.InetSocketAddress(address, open.web.port()), 2_000);
                throw new AssertionError("listens on " + address);
            } catch (IOException refused) {
                assertThat(refused).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    @DisplayName("Host must be this server's own: 421")
    void host() throws IOException {
        assertThat(get("Host", "127.0.0.1:" + open.web.port())).isEqualTo(200);
        assertThat(get("Host", "localhost:" + open.web.port())).isEqualTo(200);
        assertThat(get("Host", "evil.example:" + open.web.port())).isEqualTo(421);
        assertThat(get("Host", "127.0.0.1")).isEqualTo(421);
    }

    @Test
    @DisplayName("Origin must be there and own for anything but GET, and own for GET where it is told: 403")
    void origin() throws IOException {
        for (String origin :
                List.of("null", "http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1:" + open.web.port())) {
            assertThat(get("Origin", origin)).as(origin).isEqualTo(403);
        }
        Map<String, String> without = open.wire.own();
        without.remove("Origin");
        assertThat(open.wire.send("GET", "/api/state", without, "").status()).isEqualTo(200);
        without.put("Content-Type", "application/json");
        without.put("Content-Length", "2");
        assertThat(open.wire.send("POST", "/api/pause", without, "{}").status()).isEqualTo(403);
        assertThat(open.core.calls).isEmpty();
    }

    @Test
    @DisplayName("Sec-Fetch-Site must be same-origin or none: 403; a link may lead to the start page alone")
    void site() throws IOException {
        for (String site : List.of("cross-site", "same-site", "", "same-origin, cross-site")) {
            assertThat(get("Sec-Fetch-Site", site)).as(site).isEqualTo(403);
        }
        assertThat(get("Sec-Fetch-Site", "none")).isEqualTo(200);
        Map<String, String> followed = Map.of(
                "Host", "127.0.0.1:" + open.web.port(),
                "Sec-Fetch-Site", "cross-site",
                "Sec-Fetch-Mode", "navigate",
                "Sec-Fetch-Dest", "document");
        assertThat(open.wire.send("GET", Guard.START, followed, "").status()).isEqualTo(200);
        assertThat(open.wire.send("GET", "/", followed, "").status()).isEqualTo(403);
        assertThat(open.wire.send("GET", "/app.js", followed, "").status()).isEqualTo(403);
        Map<String, String> framed = new java.util.HashMap<>(followed);
        framed.put("Sec-Fetch-Dest", "iframe");
        assertThat(open.wire.send("GET", Guard.START, framed, "").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("a boot token works once: the second time 403")
    void replay() throws IOException {
        String body = "{\"boot\":\"" + open.boot() + "\"}";
        assertThat(open.wire.post("/api/session", body).status()).isEqualTo(200);
        assertThat(open.wire.post("/api/session", body).status()).isEqualTo(403);
        assertThat(open.wire
                        .post("/api/session", "{\"boot\":\"" + "A".repeat(43) + "\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("no bearer or another one: 401; a boot token is none, and a locked page's is none any more")
    void bearer() throws IOException {
        String wrong = open.wire.bearer.substring(0, 42) + (open.wire.bearer.endsWith("A") ? "B" : "A");
        for (String value : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Bearer " + wrong,
                "bearer " + open.wire.bearer,
                "Basic " + open.wire.bearer,
                "Bearer " + open.wire.bearer + " ",
                "Bearer " + open.boot(),
                open.wire.bearer)) {
            // A server strips white space around a value (RFC 9110, 5.5), so one of them is the real one.
            int wanted = value.strip().equals("Bearer " + open.wire.bearer) ? 200 : 401;
            assertThat(get("Authorization", value)).as(value).isEqualTo(wanted);
        }
        assertThat(open.wire.post("/api/lock", "{}").status()).isEqualTo(200);
        assertThat(open.wire.get("/api/state").status()).isEqualTo(401);
    }

    @Test
    @DisplayName("every answer carries the policy that lets nothing in, is never cached, and sets no cookie")
    void headers() throws IOException {
        for (Wire.Answer answer : List.of(
                open.wire.get("/"),
                open.wire.get("/api/state"),
                open.wire.get("/nothing"),
                open.wire.post("/api/session", "{}"),
                open.wire.send("GET", "/", with("Host", "evil"), ""))) {
            assertThat(answer.headers())
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("cache-control", "no-store")
                    .containsEntry("cross-origin-resource-policy", "same-origin")
                    .containsEntry("cross-origin-opener-policy", "same-origin")
                    .doesNotContainKeys("set-cookie", "access-control-allow-origin", "server");
            assertThat(answer.headers().get("content-security-policy"))
                    .startsWith("default-src 'none'; ")
                    .contains("frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe", "*", "http:", "data:");
        }
    }

    @Test
    @DisplayName(
            "the file that leads to the page is its user's alone, names a token that works, and goes with the page")
    void ticket() throws IOException {
        Path file = open.web.ticket();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        String html = Files.readString(file, StandardCharsets.UTF_8);
        String boot = html.replaceAll("(?s).*#boot=([A-Za-z0-9_-]{43})\".*", "$1");
        assertThat(open.wire.post("/api/session", "{\"boot\":\"" + boot + "\"}").status())
                .isEqualTo(200);
        open.web.close();
        assertThat(file).doesNotExist();
    }

    @Test
    @DisplayName("another user of this computer is refused, with the right bearer too")
    void otherUser() throws Exception {
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root to become another user");
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv")) && Files.isExecutable(Path.of("/usr/bin/curl")),
                "needs setpriv and curl (Debian: util-linux, curl)");
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--clear-groups",
                        "curl",
                        "-s",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "-H",
                        "Authorization: Bearer " + open.wire.bearer,
                        "http://127.0.0.1:" + open.web.port() + "/api/state")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo("403");
        assertThat(open.wire.get("/api/state").status()).isEqualTo(200);
    }
}

package org.oriel.control.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.oriel.tck.CapturingLogger;

/** The page over a fake core, and a client that has a bearer. */
final class OpenPage implements AutoCloseable {
    final FakeCore core = new FakeCore();
    final CapturingLogger log = new CapturingLogger();
    final PersonWeb web;
    final Wire wire;

    OpenPage(Path folder) throws IOException {
        this(folder, Duration.ofSeconds(20));
    }

    OpenPage(Path folder, Duration limit) throws IOException {
        web = new PersonWeb(folder.resolve("web").toAbsolutePath(), 0, limit, core.parts, log.logger());
        core.listener = web.listener();
        wire = new Wire(web.port());
        wire.bearer = bearer();
    }

    String boot() {
        String address = web.address();
        return address.substring(address.indexOf("#boot=") + 6);
    }

    String bearer() throws IOException {
        return new Wire(web.port())
                .post("/api/session", "{\"boot\":\"" + boot() + "\"}")
                .json()
                .get("bearer")
                .getAsString();
    }

    @Override
    public void close() throws IOException {
        web.close();
    }
}

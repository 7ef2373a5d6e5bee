package org.oriel.context.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.ContextSink;
import org.oriel.tck.ExtractorContract;
import org.osgi.service.log.Logger;

class MailContractTest extends ExtractorContract {
    @TempDir
    Path folder;

    @Override
    protected Object start(ContextSink sink, Logger logger) throws IOException {
        Settings settings = Settings.of(
                List.of("example.org"), "kinds", "allowed", List.of(MailSourceTest.starter()), folder.resolve("k"));
        return new MailSource(
                folder.resolve("run/mail.sock"), settings, sink, logger, System::nanoTime, System::currentTimeMillis);
    }

    @Override
    protected void stop(Object extractor) throws IOException {
        ((MailSource) extractor).close();
    }

    @Override
    protected void act() throws IOException {
        try (Caller caller = new Caller(folder.resolve("run/mail.sock"))) {
            caller.greet();
            caller.say(MailSourceTest.act());
            long now = System.currentTimeMillis();
            caller.say("{\"type\":\"field\",\"since\":" + now + ",\"until\":" + now
                    + ",\"kind\":\"guarded\",\"message\":0,\"text\":\"hunter2hunter2\"}");
        }
    }

    @Override
    protected int tells() {
        return 3;
    }

    @Override
    protected Set<String> kinds() {
        return Set.of("message", "extension");
    }

    @Override
    protected List<String> content() {
        return List.of("example.org");
    }

    @Override
    protected String guardedText() {
        return "hunter2hunter2";
    }
}

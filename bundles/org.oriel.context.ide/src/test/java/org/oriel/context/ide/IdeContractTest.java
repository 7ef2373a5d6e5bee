package org.oriel.context.ide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.ContextSink;
import org.oriel.tck.ExtractorContract;
import org.osgi.service.log.Logger;

class IdeContractTest extends ExtractorContract {
    @TempDir
    Path folder;

    @Override
    protected Object start(ContextSink sink, Logger logger) throws IOException {
        Settings settings = Settings.of("named", "redacted", List.of("source"), folder.resolve("k"));
        return new IdeSource(folder.resolve("run/ide.sock"), settings, sink, logger, System::nanoTime);
    }

    @Override
    protected void stop(Object extractor) throws IOException {
        ((IdeSource) extractor).close();
    }

    @Override
    protected void act() throws IOException {
        try (Caller caller = new Caller(folder.resolve("run/ide.sock"))) {
            caller.greet();
            long now = Caller.micros();
            caller.say("{\"type\":\"document\",\"at\":" + now
                    + ",\"project\":\"tidewater\",\"language\":\"java\",\"kind\":\"source\"}");
            caller.say("{\"type\":\"content\",\"at\":" + now + ",\"text\":\"return quartz;\"}");
            caller.say("{\"type\":\"field\",\"since\":" + now + ",\"until\":" + now
                    + ",\"kind\":\"secret\",\"document\":1,\"text\":\"hunter2hunter2\"}");
        }
    }

    @Override
    protected int tells() {
        return 3;
    }

    @Override
    protected Set<String> kinds() {
        return Set.of("document", "extension");
    }

    @Override
    protected List<String> content() {
        return List.of("tidewater", "return quartz;");
    }

    @Override
    protected String guardedText() {
        return "hunter2hunter2";
    }
}

package org.oriel.context.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.ContextSink;
import org.oriel.tck.ExtractorContract;
import org.osgi.service.log.Logger;

class AgentContractTest extends ExtractorContract {
    @TempDir
    Path folder;

    @Override
    protected Object start(ContextSink sink, Logger logger) throws IOException {
        return new AgentSource(folder.resolve("run/agent.sock"), sink, logger, System::nanoTime);
    }

    @Override
    protected void stop(Object extractor) throws IOException {
        ((AgentSource) extractor).close();
    }

    @Override
    protected void act() throws IOException {
        try (Caller agent = new Caller(folder.resolve("run/agent.sock"))) {
            agent.say("{\"hello\":\"canary agent\"}");
            agent.say("{\"start\":\"write to the tax office\"}");
            agent.say("{\"stop\":\"success\"}");
        }
    }

    @Override
    protected int tells() {
        return 6;
    }

    @Override
    protected Set<String> kinds() {
        return Set.of("extension");
    }

    @Override
    protected List<String> content() {
        return List.of("write to the tax office", "canary agent");
    }
}

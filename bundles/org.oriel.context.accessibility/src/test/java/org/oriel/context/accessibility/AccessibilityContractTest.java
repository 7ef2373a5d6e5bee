package org.oriel.context.accessibility;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.ContextSink;
import org.oriel.api.source.SourceHealth;
import org.oriel.tck.ExtractorContract;
import org.osgi.service.log.Logger;

/** The contract of extractors, with a form that has a password field. */
class AccessibilityContractTest extends ExtractorContract {
    private static final String SECRET = "hunter2secret";

    @TempDir
    Path home;

    private GtkDesktop desktop;
    private Process form;
    private int window;
    private AccessibilityExtractor extractor;

    @BeforeEach
    void open() throws Exception {
        GtkDesktop.need("zenity");
        desktop = GtkDesktop.start(home);
    }

    @AfterEach
    void close() throws Exception {
        if (desktop != null) {
            desktop.close();
        }
    }

    @Override
    protected Object start(ContextSink sink, Logger logger) {
        extractor = new AccessibilityExtractor(
                RealApplicationsTest.SETTINGS, desktop.display(), false, desktop.environment(), sink, logger);
        return extractor;
    }

    @Override
    protected void stop(Object started) {
        ((AccessibilityExtractor) started).stop();
    }

    @Override
    protected void act() throws Exception {
        GtkDesktop.until("it listens", () -> extractor.health().state() == SourceHealth.State.OK);
        if (form != null) {
            form.destroy();
            form.waitFor();
        }
        form = desktop.launch(
                "zenity", "--forms", "--title=Personnel file", "--add-entry=Surname", "--add-password=Passphrase");
        window = desktop.window("Personnel file");
        GtkDesktop.until(
                "the first field has the focus", () -> extractor.field(window).isPresent());
        desktop.type("Lovelace");
        desktop.keys("Tab");
        desktop.type(SECRET);
        GtkDesktop.until(
                "the second field has the focus",
                () -> extractor.focused(window).filter(e -> e.guarded()).isPresent());
    }

    @Override
    protected int tells() {
        return 2;
    }

    @Override
    protected Set<String> kinds() {
        return Set.of("element");
    }

    @Override
    protected List<String> content() {
        return List.of("Personnel file", "Lovelace");
    }

    @Override
    protected String guardedText() {
        return SECRET;
    }

    @Override
    protected int window() {
        return window == 0 ? 1 : window;
    }

    @Override
    protected boolean freeze() throws Exception {
        desktop.run("kill", "-STOP", String.valueOf(form.pid()));
        return true;
    }

    @Override
    protected void thaw() throws Exception {
        if (form != null) {
            desktop.run("kill", "-CONT", String.valueOf(form.pid()));
        }
    }
}

package org.oriel.context.accessibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.event.Element;
import org.oriel.api.source.SourceHealth;
import org.oriel.tck.CapturingLogger;

/** Against GTK applications on a desktop of their own. */
class RealApplicationsTest {
    static final Settings SETTINGS =
            new Settings(250, 60, 50, 65_536, true, List.of("(Incognito)", "Private Browsing"), Set.of());

    @TempDir
    Path home;

    private final RecordingContext context = new RecordingContext();
    private final CapturingLogger log = new CapturingLogger();
    private GtkDesktop desktop;
    private AccessibilityExtractor extractor;

    @BeforeEach
    void open() throws Exception {
        desktop = GtkDesktop.start(home);
        extractor = new AccessibilityExtractor(
                SETTINGS, desktop.display(), false, desktop.environment(), context, log.logger());
        GtkDesktop.until("it listens", () -> extractor.health().state() == SourceHealth.State.OK);
    }

    @AfterEach
    void close() throws Exception {
        if (extractor != null) {
            extractor.stop();
        }
        if (desktop != null) {
            desktop.close();
        }
    }

    private FieldState field(int window, String what, java.util.function.Predicate<FieldState> wanted)
            throws Exception {
        GtkDesktop.until(what, () -> extractor.field(window).filter(wanted).isPresent());
        return extractor.field(window).orElseThrow();
    }

    @Test
    @DisplayName("an entry: role, label, text, caret and selection")
    void entry() throws Exception {
        GtkDesktop.need("zenity");
        desktop.launch("zenity", "--entry", "--title=Ask", "--text=Your name");
        int window = desktop.window("Ask");
        field(window, "the entry has the focus", f -> f.privacy() == Privacy.OPEN);
        desktop.type("Zoë \uD83D\uDE00 Doe");
        FieldState typed = field(window, "all was typed", f -> f.text().reveal().equals("Zoë \uD83D\uDE00 Doe"));
        assertThat(typed.caret()).isEqualTo(10);
        assertThat(typed.anchor()).isEqualTo(10);
        assertThat(typed.consistent()).isTrue();
        assertThat(typed.holder().window()).isEqualTo(window);
        assertThat(typed.holder().application().executable()).isEqualTo("/usr/bin/zenity");
        assertThat(typed.holder().application().verified()).isTrue();
        assertThat(typed.origin()).isEmpty();
        desktop.keys("shift+Left", "shift+Left");
        FieldState selected = field(window, "two characters are selected", f -> f.caret() == 8);
        assertThat(selected.anchor()).isEqualTo(10);

        Element element = extractor.focused(window).orElseThrow();
        assertThat(element.role()).isEqualTo("text");
        assertThat(element.name().reveal()).isEqualTo("Your name");
        assertThat(element.editable()).isTrue();
        assertThat(element.guarded()).isFalse();
        assertThat(element.bounds().width()).isGreaterThan(50);
    }
}

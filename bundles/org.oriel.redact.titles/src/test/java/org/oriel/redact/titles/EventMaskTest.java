package org.oriel.redact.titles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Element;
import org.oriel.api.event.Key;
import org.oriel.api.event.Page;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;
import org.oriel.tck.Events;
import org.oriel.tck.FakeRedactionView;

class EventMaskTest {
    private final Events events = new Events();
    private final FakeRedactionView view = new FakeRedactionView();

    private static Settings settings(String titles, int level) {
        return Settings.of(titles, "controls", level, List.of(), "");
    }

    private CaptureEvent mask(Settings settings, CaptureEvent event) {
        return new TitleRedactor(settings).redact(event, view).orElseThrow();
    }

    private CaptureEvent window(String title, Subject subject) {
        return events.of(new Window(
                        Window.Change.TITLE,
                        Sensitive.of(title),
                        "Google-chrome",
                        new Rect(0, 0, 9, 9),
                        1.0,
                        List.of()))
                .withSubject(subject);
    }

    private static String title(CaptureEvent event) {
        return ((Window) event.body()).title().reveal();
    }

    @Test
    void theSameValueHasTheSamePlaceholderAndIsNoted() {
        Subject chrome = new Subject("w1", "/opt/google/chrome/chrome", "https://linear.app");
        CaptureEvent masked = mask(settings("grammar", 1), window("TID-4 Gauge drifts - Google Chrome", chrome));
        CaptureEvent again = mask(settings("grammar", 1), window("TID-4 Gauge drifts - Google Chrome", chrome));
        assertThat(title(masked)).isEqualTo("<ID_1> <TITLE_1> - Google Chrome").isEqualTo(title(again));
        assertThat(masked.redactions())
                .containsExactly(
                        new Redaction("ID", "<ID_1>", "title.linear.1", "1-8"),
                        new Redaction("TITLE", "<TITLE_1>", "title.linear.1", "9-16"));
        assertThat(masked.subject()).isEqualTo(chrome);
    }

    @Test
    void onlyPlaceholdersThatTheEventNotesAreTakenForPlaceholders() {
        CaptureEvent claimed = window("<MARA_QUILL> - Google Chrome", new Subject("w1", "/usr/bin/chrome", ""));
        assertThat(title(mask(settings("grammar", 1), claimed))).isEqualTo("<TITLE_1> - Google Chrome");
        CaptureEvent noted =
                claimed.withRedactions(List.of(new Redaction("MARA_QUILL", "<MARA_QUILL>", "detector", "9-16")));
        assertThat(title(mask(settings("grammar", 1), noted))).isEqualTo("<MARA_QUILL> - Google Chrome");
    }

    @Test
    void detectedModeMasksAddressesAndHomesOnly() {
        Subject subject = new Subject("w1", "/usr/bin/chrome", "");
        CaptureEvent masked = mask(
                settings("detected", 1), window("Brightwater: /home/mara/x, http://a.b/c - Google Chrome", subject));
        assertThat(title(masked)).isEqualTo("Brightwater: /home/<USER_1>/x, <URL_1> - Google Chrome");
    }

    @Test
    void levelsOfAddresses() {
        CaptureEvent page = events.of(
                new Page("https://mara.example.org", Sensitive.of("/orders/4711?token=x"), Sensitive.empty()));
        assertThat(mask(settings("grammar", 0), page).body()).isEqualTo(page("", ""));
        assertThat(mask(settings("grammar", 1), page).body()).isEqualTo(page("https://example.org", "<PATH_1>"));
        assertThat(mask(settings("grammar", 2), page).body()).isEqualTo(page("https://example.org", "/orders/{id}"));
        assertThat(mask(settings("grammar", 3), page).body())
                .isEqualTo(page("https://example.org", "/orders/{id}?token"));
        assertThat(mask(settings("grammar", 4), page).body())
                .isEqualTo(page("https://mara.example.org", "/orders/4711?token"));
        CaptureEvent link = events.of(new Element(
                "push button",
                Sensitive.of("to https://example.org/orders/9?x=1"),
                new Rect(0, 0, 1, 1),
                false,
                false));
        assertThat(((Element) mask(settings("grammar", 2), link).body()).name().reveal())
                .isEqualTo("to https://example.org/orders/{id}");
    }

    private static Page page(String origin, String path) {
        return new Page(origin, Sensitive.of(path), Sensitive.empty());
    }

    @Test
    void keysKeepTheirTextAndLoseTheTenantOfTheirOrigin() {
        Key key = new Key(Key.Phase.DOWN, Sensitive.of("KeyA"), Sensitive.of("a"), Set.of(), 1);
        CaptureEvent event = events.of(key)
                .withSubject(new Subject("w1", "C:\\Users\\mara\\x.exe", "https://brightwater.atlassian.net"));
        CaptureEvent masked = mask(settings("grammar", 1), event);
        assertThat(masked.body()).isEqualTo(key);
        assertThat(masked.subject())
                .isEqualTo(new Subject("w1", "C:\\Users\\<USER_1>\\x.exe", "https://atlassian.net"));
        assertThat(masked.redactions()).extracting(Redaction::type).containsExactly("USER", "URL");
    }
}

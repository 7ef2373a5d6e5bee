package org.oriel.redact.titles;

import java.util.List;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Document;
import org.oriel.api.event.Element;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Page;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;
import org.oriel.api.redact.Redactor;
import org.oriel.tck.Events;
import org.oriel.tck.RedactorContract;

class TitleRedactorTckTest extends RedactorContract {
    private static final Settings SETTINGS = Settings.of("grammar", "controls", 1, List.of("wiki.example.org"), "");
    private final Events events = new Events();

    @Override
    protected Redactor redactor() {
        return new TitleRedactor(SETTINGS);
    }

    @Override
    protected List<Sample> samples() {
        return List.of(
                new Sample(events.titled("Brightwater contract, final"), "Brightwater"),
                new Sample(window("/usr/bin/slack", "Slack", "tides (Channel) - Brightwater - Slack"), "Brightwater"),
                new Sample(page("https://mara-quill.example.org", "/", "Home"), "mara-quill"),
                new Sample(page("https://example.org", "/customers/brightwater", "Home"), "brightwater"),
                new Sample(page("https://example.org", "/", "Brightwater contract"), "Brightwater"),
                new Sample(events.of(new Document(Sensitive.of("brightwater"), "java", "source")), "brightwater"),
                new Sample(element("list item", "Mara Quill, Re: offer"), "Mara"),
                new Sample(element("push button", "Open https://example.org/brightwater"), "brightwater"),
                new Sample(
                        events.of(new Extension("org.example/1", Map.of("file", Sensitive.of("/home/maraq/a.dwg")))),
                        "maraq"),
                new Sample(events.titled("").withSubject(new Subject("w1", "/home/maraq/bin/tool", "")), "maraq"),
                new Sample(
                        events.titled("")
                                .withSubject(new Subject("w1", "/usr/bin/firefox", "https://mara-quill.example.org")),
                        "mara-quill"));
    }

    @Override
    protected List<CaptureEvent> cleanEvents() {
        return List.of(
                window("/usr/bin/slack", "Slack", "Threads - Slack"),
                window("/usr/bin/firefox", "firefox", "New Tab — Mozilla Firefox"),
                page("https://example.org", "", "Settings"),
                page("https://wiki.example.org", "", "Sign in"),
                page("https://mail.google.com", "", "Inbox (3) - Gmail"),
                element("push button", "Save as new draft of the tide table"),
                element("list item", "Settings"),
                events.of(new Document(Sensitive.of("9f86d081884c7d659a2feaa0c55ad015"), "java", "source")));
    }

    private CaptureEvent window(String program, String windowClass, String title) {
        return events.of(new Window(
                        Window.Change.TITLE,
                        Sensitive.of(title),
                        windowClass,
                        new Rect(0, 0, 9, 9),
                        1.0,
                        List.of("w1")))
                .withSubject(new Subject("w1", program, ""));
    }

    private CaptureEvent page(String origin, String path, String title) {
        return events.of(new Page(origin, Sensitive.of(path), Sensitive.of(title)));
    }

    private CaptureEvent element(String role, String name) {
        return events.of(new Element(role, Sensitive.of(name), new Rect(0, 0, 9, 9), false, false));
    }
}

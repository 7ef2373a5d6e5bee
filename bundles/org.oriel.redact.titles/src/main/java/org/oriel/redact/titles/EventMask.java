package org.oriel.redact.titles;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Document;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Page;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.RedactionView;

/** Masks one event: everything in it that is a title, an address or a path. */
final class EventMask {
    private final Settings settings;
    private final CaptureEvent event;
    private final RedactionView view;
    private final List<Redaction> notes = new ArrayList<>();
    private final Set<String> refs = new HashSet<>();

    EventMask(Settings settings, CaptureEvent event, RedactionView view) {
        this.settings = settings;
        this.event = event;
        this.view = view;
        event.redactions().forEach(redaction -> refs.add(redaction.ref()));
    }

    CaptureEvent mask() {
        Subject subject = subject(event.subject());
        EventBody body = body(event.body());
        CaptureEvent masked = event;
        if (!subject.equals(event.subject())) {
            masked = masked.withSubject(subject);
        }
        if (!body.equals(event.body())) {
            masked = masked.withBody(body);
        }
        return masked.withRedactions(notes.stream()
                .distinct()
                .filter(note -> !event.redactions().contains(note))
                .toList());
    }

    private Subject subject(Subject subject) {
        return new Subject(subject.window(), places(subject.application()), origin(subject.origin()));
    }

    private EventBody body(EventBody body) {
        if (body instanceof Window window) {
            return new Window(
                    window.change(),
                    title(
                            window.title(),
                            program(window.windowClass()),
                            event.subject().origin()),
                    window.windowClass(),
                    window.bounds(),
                    window.scale(),
                    window.stack());
        }
        if (body instanceof Page page) {
            return new Page(origin(page.origin()), path(page), pageTitle(page.title(), page.origin()));
        }
        if (body instanceof Document document) {
            return new Document(project(document.project()), document.language(), document.fileKind());
        }
        if (body instanceof Element element) {
            return new Element(element.role(), name(element), element.bounds(), element.editable(), element.guarded());
        }
        return body instanceof Extension extension ? extension.mapSensitive(this::places) : body;
    }

    private String program(String windowClass) {
        String application = event.subject().application();
        boolean known = settings.grammars().registry().identify(application) != null;
        return known || windowClass.isEmpty() ? application : "class:" + windowClass;
    }

    private Sensitive title(Sensitive title, String program, String origin) {
        if (!settings.byGrammar()) {
            return places(title);
        }
        String known = program.isEmpty() ? "class:" : program;
        return mask(title, text -> settings.grammars().find(known, origin, Level.of(text, refs)));
    }

    private Sensitive pageTitle(Sensitive title, String origin) {
        return settings.byGrammar()
                ? mask(title, text -> settings.grammars().findPage(origin, Level.of(text, refs)))
                : places(title);
    }

    /** A project's name says whose work it is; its hash does not. */
    private Sensitive project(Sensitive project) {
        if (!settings.byGrammar() || project.reveal().matches("([0-9a-f]{2}){8,64}")) {
            return places(project);
        }
        return mask(
                project,
                text -> Level.of(text, refs).tells(0, Level.of(text, refs).length())
                        ? List.of(new Finding(0, text.length(), "PROJECT", "document.project"))
                        : List.of());
    }

    private Sensitive name(Element element) {
        Roles.Kind kind = settings.elementsByRole() ? Roles.of(element.role()) : Roles.Kind.CONTROL;
        String application = event.subject().application();
        return switch (kind) {
            case CONTROL -> places(element.name());
            case TITLE -> title(element.name(), application, event.subject().origin());
            case PAGE -> pageTitle(element.name(), event.subject().origin());
            case CONTENT -> mask(element.name(), this::content);
        };
    }

    private List<Finding> content(String text) {
        Level level = Level.of(text, refs);
        boolean told = settings.grammars().vocabulary().isInterface(text) || !level.tells(0, level.length());
        return told ? List.of() : List.of(new Finding(0, text.length(), "TEXT", "element.content"));
    }

    private Sensitive path(Page page) {
        Sensitive path = page.path();
        int level = settings.urls().levelOf(page.origin());
        if (level >= 2) {
            String told = settings.urls().path(path.reveal(), level);
            // A template of a template is itself; what a detector masked before stays, because it is longer or an id.
            return noted(path, told);
        }
        if (level == 0) {
            return noted(path, "");
        }
        return mask(
                path,
                text -> Level.of(text, refs).tells(0, Level.of(text, refs).length())
                        ? List.of(new Finding(0, text.length(), "PATH", "url.path"))
                        : List.of());
    }

    private Sensitive noted(Sensitive was, String told) {
        if (!told.equals(was.reveal())) {
            note("PATH", "url.path", was.reveal());
        }
        return Sensitive.of(told);
    }

    private String origin(String origin) {
        String told = settings.urls().origin(origin);
        if (!told.equals(origin)) {
            note("URL", "url.origin", origin);
        }
        return told;
    }

    private String places(String text) {
        return places(Sensitive.of(text)).reveal();
    }

    private Sensitive places(Sensitive text) {
        return mask(text, settings.places()::find);
    }

    private Sensitive mask(Sensitive text, Function<String, List<Finding>> find) {
        if (text.isEmpty()) {
            return text;
        }
        return Sensitive.of(TitleMask.mask(text.reveal(), find, this::replacement));
    }

    private String replacement(Finding finding, String value) {
        if (refs.contains(value)) {
            return value;
        }
        if (finding.type().equals("URL") && settings.urls().levelOf(value) >= 2) {
            String told = settings.urls().url(value);
            if (!told.equals(value)) {
                note(finding.type(), finding.rule(), value);
            }
            return told;
        }
        return note(finding.type(), finding.rule(), value);
    }

    private String note(String type, String rule, String value) {
        String ref = view.placeholder(type, Sensitive.of(value));
        notes.add(new Redaction(type, ref, rule, Redaction.bucket(value.length())));
        refs.add(ref);
        return ref;
    }
}

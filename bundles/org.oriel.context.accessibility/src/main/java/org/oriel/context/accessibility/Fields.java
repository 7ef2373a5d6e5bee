package org.oriel.context.accessibility;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.event.Element;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;

/** Asks an application about the object that has its focus. Any thread. */
final class Fields {
    private final Settings settings;
    private final Masks masks = new Masks();

    Fields(Settings settings) {
        this.settings = settings;
    }

    /** The window that a field must be in; null where the field may be in any window of its application. */
    record In(Windows windows, int window, Application application) {}

    /** The element that has the focus, if it is in that window and none of it is private. */
    Optional<Element> focused(Inquiry inquiry, In in) throws IOException {
        Focus focus = focus(inquiry);
        if (focus == null) {
            return Optional.empty();
        }
        Program program = inquiry.program();
        Reference object = program.object(focus.path());
        Elements.Seen seen = Elements.look(inquiry, object);
        if (seen == null || !States.has(seen.states(), States.FOCUSED)) {
            return Optional.empty();
        }
        Program.Place place = Frames.place(inquiry, object);
        if (Frames.window(inquiry, in.windows(), place.frame(), in.window()) != in.window() || hidden(inquiry, place)) {
            return Optional.empty();
        }
        boolean guarded = privacy(program, focus.path(), seen.role(), seen.states(), true) == Privacy.GUARDED;
        return Optional.of(seen.element(guarded));
    }

    private boolean hidden(Inquiry inquiry, Program.Place place) throws IOException {
        return settings.isPrivate(
                AtSpi.name(inquiry.ask(AtSpi.name(place.frame())).get(0)));
    }

    /** What has the focus and since when; empty when it cannot be told whether that may be known. */
    Optional<FieldState> field(Inquiry inquiry, @Nullable Windows windows, @Nullable In in) throws IOException {
        Focus focus = focus(inquiry);
        if (focus == null) {
            return Optional.empty();
        }
        Program program = inquiry.program();
        long changes = program.changes();
        Looked looked = look(inquiry, focus, windows, in, true);
        if (looked == null || program.changes() != changes) {
            // The focus moved while it was asked: whose text this is nobody knows.
            return Optional.empty();
        }
        return Optional.of(looked.state(focus, program.confirmed(focus, looked.asked() - settings.lagNanos())));
    }

    /** What had the focus when its window went to the back; empty as above. */
    Optional<FieldState> parting(Inquiry inquiry, Program.Parting parting, @Nullable Windows windows, @Nullable In in)
            throws IOException {
        Looked looked = look(inquiry, parting.focus(), windows, in, false);
        return looked == null ? Optional.empty() : Optional.of(looked.state(parting.focus(), parting.untilNanos()));
    }

    /** What was found out about an object that has or had the focus. */
    private record Looked(Target holder, long asked, Privacy privacy, String origin, Written written) {
        FieldState state(Focus focus, long until) {
            return new FieldState(
                    holder,
                    focus.afterNanos(),
                    focus.sinceNanos(),
                    until,
                    focus.path(),
                    privacy,
                    privacy == Privacy.PRIVATE ? "" : origin,
                    written.text(),
                    written.caret(),
                    written.anchor());
        }
    }

    private @Nullable Looked look(
            Inquiry inquiry, Focus focus, @Nullable Windows windows, @Nullable In in, boolean mustHaveIt)
            throws IOException {
        Program program = inquiry.program();
        Reference object = program.object(focus.path());
        Program.Place place = Frames.place(inquiry, object);
        Target holder = holder(inquiry, place, windows, in);
        if (in != null && holder.window() != in.window()) {
            return null;
        }
        // The moment that the answer holds for: what the application says later was true then, or events tell.
        long asked = System.nanoTime();
        List<Message> answers = inquiry.ask(
                AtSpi.name(place.frame()), AtSpi.role(object), AtSpi.states(object), AtSpi.characterCount(object));
        int role = AtSpi.role(answers.get(1));
        long states = AtSpi.states(answers.get(2));
        Reference document = place.document();
        String origin = document == null ? "" : origin(inquiry, document);
        boolean hidden = settings.isPrivate(AtSpi.name(answers.get(0)));
        boolean known = document == null || !origin.isEmpty();
        Privacy privacy = hidden ? Privacy.PRIVATE : privacy(program, focus.path(), role, states, known);
        if (privacy == null || (mustHaveIt && !States.has(states, States.FOCUSED))) {
            return null;
        }
        if (privacy != Privacy.OPEN || !States.has(states, States.EDITABLE)) {
            boolean empty = privacy == Privacy.OPEN && Roles.control(role);
            return new Looked(holder, asked, privacy, origin, empty ? Written.EMPTY : Written.NOTHING);
        }
        Written written = written(inquiry, object, answers.get(3));
        if (written == null || written.role() == Roles.PASSWORD || masks.masked(written, states)) {
            program.guard(focus.path());
            return new Looked(holder, asked, Privacy.GUARDED, origin, Written.NOTHING);
        }
        return new Looked(holder, asked, privacy, origin, written);
    }

    private Target holder(Inquiry inquiry, Program.Place place, @Nullable Windows windows, @Nullable In in)
            throws IOException {
        int asked = in == null ? 0 : in.window();
        int window = windows == null ? 0 : Frames.window(inquiry, windows, place.frame(), asked);
        if (windows == null || window == 0) {
            String executable = Windows.executable(inquiry.program().process());
            return new Target(Target.Scope.WINDOW, 0, new Application(executable, !executable.isEmpty(), ""));
        }
        Application application =
                in != null ? in.application() : windows.facts(window).application();
        return new Target(Target.Scope.WINDOW, window, application);
    }

    private static String origin(Inquiry inquiry, Reference document) throws IOException {
        for (Message answer : inquiry.ask(AtSpi.address(document, true), AtSpi.address(document, false))) {
            String origin = answer.type() == Message.ERROR
                    ? ""
                    : Origins.of(answer.body("s").string());
            if (!origin.isEmpty()) {
                return origin;
            }
        }
        return "";
    }

    /** The focus as events told it; where they did not, the object with the moving caret, if it says that it has it. */
    private static @Nullable Focus focus(Inquiry inquiry) throws IOException {
        Program program = inquiry.program();
        Focus suspect = program.suspect();
        if (suspect != null) {
            Message answer =
                    inquiry.ask(AtSpi.states(program.object(suspect.path()))).get(0);
            if (answer.type() != Message.ERROR && States.has(AtSpi.states(answer), States.FOCUSED)) {
                program.focused(suspect.path(), suspect.sinceNanos());
            }
        }
        Focus focus = program.focus();
        return focus.known() ? focus : null;
    }

    /** Null where nobody knows where keys go, or {@code known} says that nobody knows on whose page that is. */
    private @Nullable Privacy privacy(Program program, String path, int role, long states, boolean known) {
        if (role == Roles.PASSWORD || (role == Roles.TERMINAL && settings.guardTerminals())) {
            program.guard(path);
        }
        if (program.guarded(path)) {
            return Privacy.GUARDED;
        }
        return known && (States.has(states, States.EDITABLE) || !Roles.vague(role)) ? Privacy.OPEN : null;
    }

    /** Text, caret and selection of a field, and the role that it had after they were read. */
    record Written(Sensitive text, int caret, int anchor, int role) {
        static final Written NOTHING = new Written(Sensitive.empty(), -1, -1, 0);
        /** Of what holds no text: that is known, too. */
        static final Written EMPTY = new Written(Sensitive.empty(), 0, 0, 0);
    }

    /** Reads it; nothing where it is too long or not told; null when it became another thing while it was read. */
    private @Nullable Written written(Inquiry inquiry, Reference object, Message count) throws IOException {
        int characters = count.type() == Message.ERROR ? -1 : AtSpi.number(count);
        if (characters < 0 || characters > settings.textCharacters()) {
            return Written.NOTHING;
        }
        List<Message> answers = inquiry.ask(
                AtSpi.text(object, characters), AtSpi.caret(object), AtSpi.selection(object), AtSpi.role(object));
        if (answers.get(3).type() == Message.ERROR) {
            return null;
        }
        int role = AtSpi.role(answers.get(3));
        if (answers.get(0).type() == Message.ERROR || answers.get(1).type() == Message.ERROR) {
            return new Written(Sensitive.empty(), -1, -1, role);
        }
        String text = answers.get(0).body("s").string();
        int caret = AtSpi.number(answers.get(1));
        int anchor = caret;
        if (answers.get(2).type() != Message.ERROR) {
            Message selection = answers.get(2).body("ii");
            int start = selection.int32();
            int end = selection.int32();
            anchor = start == end ? caret : caret == end ? start : caret == start ? end : caret;
        }
        int length = text.codePointCount(0, text.length());
        if (caret < 0 || caret > length || anchor < 0 || anchor > length) {
            return new Written(Sensitive.of(text), -1, -1, role);
        }
        // Offsets of AT-SPI count characters, those of Java UTF-16 units.
        return new Written(
                Sensitive.of(text), text.offsetByCodePoints(0, caret), text.offsetByCodePoints(0, anchor), role);
    }
}

package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What must not be in any data set any more: sessions, stretches of time, single events that a person took back. A file of
 * canonical JSON lines: the first names the list, each other one is an entry.
 *
 * <p><b>Data:</b> ids, times and constants; no content.
 *
 * @param id random id of the list
 * @param entries what is recalled
 */
public record RecallList(String id, List<Entry> entries) {
    private static final int VERSION = 1;

    /** Copies the list. */
    public RecallList {
        entries = List.copyOf(entries);
    }

    /** With a new id. */
    public RecallList(List<Entry> entries) {
        this(UUID.randomUUID().toString(), entries);
    }

    /** One thing that was taken back. */
    public sealed interface Entry {
        /** A constant such as {@code forgotten} or {@code withdrawn}. */
        String reason();

        /** When it was taken back, wall time. */
        long atMillis();
    }

    /**
     * A whole session.
     *
     * @param session its id
     * @param reason a constant
     * @param atMillis when it was taken back
     */
    public record WholeSession(String session, String reason, long atMillis) implements Entry {}

    /**
     * A stretch of time.
     *
     * @param session of this session; of any where it is empty
     * @param fromMillis wall time, inclusive
     * @param toMillis wall time, inclusive
     * @param reason a constant
     * @param atMillis when it was taken back
     */
    public record Span(String session, long fromMillis, long toMillis, String reason, long atMillis) implements Entry {}

    /**
     * Single events: exact also where the clock jumped.
     *
     * @param session their session; of any where it is empty
     * @param events their ids
     * @param reason a constant
     * @param atMillis when they were taken back
     */
    public record Events(String session, List<String> events, String reason, long atMillis) implements Entry {
        /** Copies the list. */
        public Events {
            events = List.copyOf(events);
        }
    }

    /**
     * Everything that was captured under a consent.
     *
     * @param grant its id
     * @param reason a constant
     * @param atMillis when it was taken back
     */
    public record WholeGrant(String grant, String reason, long atMillis) implements Entry {}

    /** Reads a list, strictly. */
    public static RecallList read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            throw new DatasetException(file + " is empty, allowed: a recall list");
        }
        List<Entry> entries = new ArrayList<>();
        String id = "";
        for (int i = 0; i < lines.size(); i++) {
            try {
                JsonObject o = Json.object("the line", lines.get(i));
                if (i == 0) {
                    if (Json.number(o, "recall") != VERSION) {
                        throw Json.wrong("recall", "version " + VERSION);
                    }
                    id = Json.text(o, "id");
                } else {
                    entries.add(entry(o));
                }
            } catch (DatasetException e) {
                throw new DatasetException(file + " line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new RecallList(id, entries);
    }

    /** Writes it; when it returns the file is on the device. */
    public void write(Path file) throws IOException {
        Disk disk = new Disk();
        disk.replace(file, lines());
        disk.forceFolder(file.toAbsolutePath().resolveSibling("."));
    }

    /** The lines of the file. */
    public String lines() {
        JsonObject head = new JsonObject();
        head.addProperty("recall", VERSION);
        head.addProperty("id", id);
        StringBuilder text = new StringBuilder(Json.line(head)).append('\n');
        entries.forEach(entry -> text.append(Json.line(json(entry))).append('\n'));
        return text.toString();
    }

    private static JsonObject json(Entry entry) {
        JsonObject o = new JsonObject();
        if (entry instanceof WholeSession whole) {
            o.addProperty("what", "session");
            o.addProperty("session", whole.session());
        } else if (entry instanceof Span span) {
            o.addProperty("what", "span");
            o.addProperty("session", span.session());
            o.addProperty("fromMillis", span.fromMillis());
            o.addProperty("toMillis", span.toMillis());
        } else if (entry instanceof Events events) {
            o.addProperty("what", "events");
            o.addProperty("session", events.session());
            o.add("events", Json.array(events.events()));
        } else if (entry instanceof WholeGrant grant) {
            o.addProperty("what", "grant");
            o.addProperty("grant", grant.grant());
        }
        o.addProperty("reason", entry.reason());
        o.addProperty("atMillis", entry.atMillis());
        return o;
    }

    private static Entry entry(JsonObject o) throws DatasetException {
        String reason = Json.text(o, "reason");
        long at = Json.number(o, "atMillis");
        String what = Json.text(o, "what");
        if (what.equals("grant")) {
            return new WholeGrant(Json.text(o, "grant"), reason, at);
        }
        String session = Json.text(o, "session");
        return switch (what) {
            case "session" -> new WholeSession(session, reason, at);
            case "span" -> new Span(session, Json.number(o, "fromMillis"), Json.number(o, "toMillis"), reason, at);
            case "events" -> new Events(session, Json.texts(o, "events"), reason, at);
            default -> throw Json.wrong("what", "session, span, events or grant");
        };
    }

    /** Whether something made of {@code scope} must go. Consents are not looked at: a scope does not tell of them. */
    public boolean reaches(Scope scope) {
        return matcher(List.of()).reaches(scope);
    }

    /** With the sessions of a folder, which say what was captured under which consent. */
    Matcher matcher(List<Manifest.Session> sessions) {
        return new Matcher(this, sessions);
    }

    /** The list, made quick to ask. */
    static final class Matcher {
        private final Set<String> sessions = new HashSet<>();
        private final Set<String> ids = new HashSet<>();
        private final List<Span> spans = new ArrayList<>();

        Matcher(RecallList list, List<Manifest.Session> of) {
            for (Entry entry : list.entries()) {
                if (entry instanceof WholeSession whole) {
                    sessions.add(whole.session());
                } else if (entry instanceof Span span) {
                    spans.add(span);
                } else if (entry instanceof Events events) {
                    ids.addAll(events.events());
                } else if (entry instanceof WholeGrant whole) {
                    // A session is of one consent: another one opens another session.
                    of.stream()
                            .filter(session -> session.grants().contains(whole.grant()))
                            .forEach(session -> sessions.add(session.session()));
                }
            }
        }

        boolean wholeSession(String session) {
            return sessions.contains(session);
        }

        boolean covers(String session, long fromMillis, long toMillis) {
            return spans.stream()
                    .anyMatch(
                            span -> (span.session().isEmpty() || span.session().equals(session))
                                    && span.fromMillis() <= fromMillis
                                    && span.toMillis() >= toMillis);
        }

        boolean reaches(Scope scope) {
            return sessions.contains(scope.session())
                    || scope.events().stream().anyMatch(ids::contains)
                    || spans.stream()
                            .anyMatch(span ->
                                    (span.session().isEmpty() || span.session().equals(scope.session()))
                                            && span.fromMillis() <= scope.toMillis()
                                            && span.toMillis() >= scope.fromMillis());
        }
    }
}

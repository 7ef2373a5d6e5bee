package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Subject;
import org.oriel.host.EventStore.Deleted;
import org.oriel.host.EventStore.Selection;
import org.oriel.host.EventStore.Start;

/** What a person picks out and deletes. */
class DeleteTest {
    private static final long T0 = EventSamples.START_MILLIS;
    private static final UUID SESSION = new UUID(1, 2);
    private static final UUID OTHER = new UUID(3, 4);
    private static final Selection ALL = new Selection(Optional.empty(), Optional.empty(), "", "", Set.of());

    @TempDir
    Path directory;

    private static List<CaptureEvent> events(long first, long last, UUID session) {
        List<CaptureEvent> events = new ArrayList<>();
        for (long n = first; n <= last; n++) {
            events.add(EventSamples.numbered(n, session, "grant-1", "ai-training", T0 + n * 1000));
        }
        return events;
    }

    private static Selection between(long from, long until) {
        return new Selection(
                Optional.of(Instant.ofEpochMilli(T0 + from * 1000)),
                Optional.of(Instant.ofEpochMilli(T0 + until * 1000)),
                "",
                "",
                Set.of());
    }

    @Test
    void aStretchInTheMiddleGoesAndPositionsStay() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(events(1, 60, SESSION));
            store.append(events(61, 120, SESSION));
            Deleted deleted = store.delete(between(31, 91));
            assertThat(deleted).isEqualTo(new Deleted(60, 0, Map.of()));
            List<CaptureEvent> rest = events(1, 30, SESSION);
            rest.addAll(events(91, 120, SESSION));
            assertThat(Stores.events(store)).isEqualTo(rest);
            assertThat(store.status().last()).isEqualTo(120);
            assertThat(store.delete(between(31, 91)).events()).isZero();
        }
        assertThat(Verify.run(new java.io.PrintStream(new java.io.ByteArrayOutputStream()), directory.toString()))
                .isZero();
        assertThat(Files.exists(directory.resolve("recall.jsonl"))).isFalse();
    }

    @Test
    void itsBytesAreOnNoFile() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(events(1, 200, SESSION));
            byte[] payload = Stores.column(directory, "SELECT payload FROM block WHERE first=1");
            byte[] middle = Arrays.copyOfRange(payload, payload.length / 2 - 10, payload.length / 2 + 10);
            assertThat(Stores.onDisk(directory, middle)).isTrue();
            store.delete(between(100, 101));
            assertThat(Stores.onDisk(directory, middle)).isFalse();
            assertThat(Stores.events(store)).hasSize(199);
        }
    }

    @Test
    void whatHadLeftIsNamedWithWhoHadIt() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(events(1, 10, SESSION));
            store.append(events(11, 20, OTHER));
            store.cursor("jsonl", Start.EARLIEST);
            store.cursor("s3", Start.EARLIEST);
            store.acknowledge("jsonl", 12);
            store.acknowledge("s3", 9);
            assertThat(store.delete(between(9, 15))).isEqualTo(new Deleted(6, 0, Map.of("jsonl", 4L, "s3", 1L)));
            assertThat(store.forget(Instant.ofEpochMilli(T0 + 8000))).isEqualTo(7);
        }
        List<JsonObject> lines = Files.readAllLines(directory.resolve("recall.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines.get(0).get("recall").getAsInt()).isEqualTo(1);
        Set<String> named = new HashSet<>();
        for (JsonObject line : lines.subList(1, lines.size())) {
            assertThat(line.get("what").getAsString()).isEqualTo("events");
            line.getAsJsonArray("events")
                    .forEach(id -> named.add(
                            id.getAsString() + " " + line.get("session").getAsString() + " " + line.get("exporters")));
        }
        List<CaptureEvent> all = events(1, 20, SESSION);
        assertThat(named)
                .containsExactlyInAnyOrder(
                        all.get(7).id() + " " + SESSION + " [\"jsonl\",\"s3\"]",
                        all.get(8).id() + " " + SESSION + " [\"jsonl\",\"s3\"]",
                        all.get(9).id() + " " + SESSION + " [\"jsonl\"]",
                        all.get(10).id() + " " + OTHER + " [\"jsonl\"]",
                        all.get(11).id() + " " + OTHER + " [\"jsonl\"]");
    }

    private static CaptureEvent in(String application, CaptureEvent event) {
        return with(event, new Subject("w1", application, ""), event.body());
    }

    private static CaptureEvent picture(CaptureEvent event, String shown) {
        Frame.Shown one = new Frame.Shown(new Rect(0, 0, 9, 9), "w2", shown);
        Frame body = new Frame("f1", "", new Rect(0, 0, 9, 9), "start", List.of(), List.of(one), List.of(), "busy");
        return with(event, event.subject(), body);
    }

    private static CaptureEvent with(CaptureEvent event, Subject subject, EventBody body) {
        return new CaptureEvent(
                event.id(),
                event.session(),
                event.device(),
                event.time(),
                event.source(),
                event.actor(),
                subject,
                event.policyHash(),
                event.grant(),
                event.purpose(),
                event.redactions(),
                body);
    }

    @Test
    void sessionsPositionsAndApplicationsAreToldApart() throws Exception {
        List<CaptureEvent> events = new ArrayList<>();
        for (long n = 1; n <= 300; n++) {
            events.add(in(
                    n % 5 == 0 ? "/usr/bin/mail" : "/usr/bin/writer",
                    events(n, n, n % 3 == 0 ? OTHER : SESSION).get(0)));
        }
        // A picture of the one window, in which the other is visible too.
        events.set(7, picture(events.get(7), "/usr/bin/mail"));
        String application = "/usr/bin/mail";
        String session = OTHER.toString();
        try (SpoolStore store = Stores.open(directory)) {
            store.append(events);
            store.delete(new Selection(Optional.empty(), Optional.empty(), application, "", Set.of()));
            List<CaptureEvent> rest = new ArrayList<>(events);
            rest.removeIf(event -> event.subject().application().equals(application) || event.body() instanceof Frame);
            assertThat(rest).isNotEmpty().hasSizeLessThan(300);
            assertThat(Stores.events(store))
                    .extracting(CaptureEvent::id)
                    .isEqualTo(rest.stream().map(CaptureEvent::id).toList());
            assertThat(Stores.events(store)).isEqualTo(rest);
            store.delete(new Selection(Optional.empty(), Optional.empty(), "", "", Set.of(1L, 2L, 3L, 250L)));
            rest.removeAll(List.of(events.get(0), events.get(1), events.get(2), events.get(249)));
            assertThat(Stores.events(store)).isEqualTo(rest);
            store.delete(new Selection(Optional.empty(), Optional.empty(), "", session, Set.of()));
            rest.removeIf(event -> event.session().toString().equals(session));
            assertThat(Stores.events(store)).isEqualTo(rest);
            store.delete(ALL);
            assertThat(Stores.events(store)).isEmpty();
        }
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.status().events()).isZero();
            assertThat(store.status().last()).isEqualTo(300);
        }
    }
}

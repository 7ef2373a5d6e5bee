package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
import org.oriel.api.export.ExportRecord;
import org.oriel.host.EventStore.Deleted;
import org.oriel.host.EventStore.Selection;
import org.oriel.host.EventStore.Start;
import org.oriel.host.RecallLog;
import org.oriel.tck.FakeExportRecord;

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

    /** Keeps what it is told. */
    private static final class Recalled implements RecallLog {
        final List<Taken> taken = new ArrayList<>();

        @Override
        public void taken(List<Taken> what, String reason) {
            assertThat(reason).isEqualTo("forgotten");
            taken.addAll(what);
        }

        @Override
        public void withdrawn(Collection<String> grants) {
            throw new UnsupportedOperationException();
        }
    }

    private static List<String> ids(List<CaptureEvent> events) {
        return events.stream().map(CaptureEvent::id).toList();
    }

    @Test
    void whatHadLeftIsNamedWithWhoHadIt() throws Exception {
        Recalled recalled = new Recalled();
        try (SpoolStore store = Stores.open(directory)) {
            store.setRecalls(recalled);
            store.append(events(1, 10, SESSION));
            store.append(events(11, 20, OTHER));
            store.cursor("jsonl", Start.EARLIEST);
            store.cursor("s3", Start.EARLIEST);
            store.acknowledge("jsonl", 12);
            store.acknowledge("s3", 9);
            assertThat(store.delete(between(9, 15))).isEqualTo(new Deleted(6, 0, Map.of("jsonl", 4L, "s3", 1L)));
        }
        assertThat(recalled.taken)
                .containsExactly(
                        new RecallLog.Taken(
                                SESSION.toString(),
                                T0 + 9000,
                                T0 + 10_000,
                                ids(events(9, 10, SESSION)),
                                Map.of("jsonl", 2L, "s3", 1L)),
                        new RecallLog.Taken(
                                OTHER.toString(),
                                T0 + 11_000,
                                T0 + 12_000,
                                ids(events(11, 12, OTHER)),
                                Map.of("jsonl", 2L)));
    }

    @Test
    void whatWasHandedOnWhileItWasDeletedIsNamedToo() throws Exception {
        Recalled recalled = new Recalled();
        try (SpoolStore store = Stores.open(directory)) {
            store.setRecalls(recalled);
            store.append(events(1, 3, SESSION));
            List<ExportRecord> records = new ArrayList<>();
            for (CaptureEvent event : events(1, 3, SESSION)) {
                records.add(FakeExportRecord.of(records.size() + 1, event));
            }
            long before = store.deletions();
            store.delete(between(2, 3));
            assertThat(store.deletions()).isGreaterThan(before);
            assertThat(recalled.taken).isEmpty();
            store.handedOn("jsonl", records);
        }
        assertThat(recalled.taken).hasSize(1);
        assertThat(recalled.taken.get(0).events()).isEqualTo(ids(events(2, 2, SESSION)));
        assertThat(recalled.taken.get(0).left()).isEqualTo(Map.of("jsonl", 1L));
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

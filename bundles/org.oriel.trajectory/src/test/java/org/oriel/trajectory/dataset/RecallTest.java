package org.oriel.trajectory.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.ExportRecord;
import org.oriel.tck.Events;
import org.oriel.tck.FakeExportRecord;
import org.oriel.trajectory.dataset.Manifest.RecallNote;

class RecallTest {
    private static final String OTHER = "5e551001-0000-4000-8000-000000000002";

    @TempDir
    Path temp;

    private final Events events = new Events();
    private final List<ExportRecord> records = new ArrayList<>();

    private Path dir() {
        return temp.resolve("out");
    }

    /** Ten events, two of each session in turn; events 1, 2 show image a, event 9 image b. */
    private void record() {
        for (int i = 1; i <= 10; i++) {
            CaptureEvent event = events.of(new Frame(i <= 2 ? "a" : i == 9 ? "b" : "", 10, 10, List.of()));
            UUID session = i % 4 == 3 || i % 4 == 0 ? UUID.fromString(OTHER) : Events.SESSION;
            CaptureEvent moved = new CaptureEvent(
                    event.id(),
                    session,
                    event.device(),
                    event.time(),
                    event.source(),
                    event.actor(),
                    event.subject(),
                    event.policyHash(),
                    event.grant(),
                    event.purpose(),
                    List.of(),
                    event.body());
            records.add(FakeExportRecord.of(i, moved, RecallTest::json));
        }
    }

    private static String json(CaptureEvent event) {
        return "{\"id\":\"" + event.id() + "\",\"session\":\"" + event.session() + "\",\"time\":{\"wallMillis\":"
                + event.time().wallMillis() + "},\"body\":{\"type\":\"frame\",\"image\":\""
                + ((Frame) event.body()).image() + "\"}}";
    }

    private void events() throws IOException {
        record();
        try (DatasetFolder folder = DatasetFolder.open(dir(), DatasetFolderTest.KIND, DatasetFolderTest.BY);
                Commit commit = folder.begin()) {
            for (ExportRecord record : records) {
                commit.event(record);
                commit.append("events.jsonl", FileEntry.Kind.EVENTS).event(record.json());
            }
            commit.create("images/a.png", FileEntry.Kind.IMAGE).write(1);
            commit.create("images/b.png", FileEntry.Kind.IMAGE).write(2);
            commit.commit();
        }
    }

    private void steps(FileEntry.Kind kind, byte[] state) throws IOException {
        record();
        try (DatasetFolder folder = DatasetFolder.open(dir(), DatasetFolderTest.KIND, DatasetFolderTest.BY);
                Commit commit = folder.begin()) {
            FileOut out = commit.create("steps.x", kind);
            for (ExportRecord record : records) {
                commit.event(record);
                String image = ((Frame) record.event().body()).image();
                String[] images = image.isEmpty() ? new String[0] : new String[] {"images/" + image + ".png"};
                Scope scope = DatasetFolderTest.scope(record, images);
                if (kind == FileEntry.Kind.LINES) {
                    out.line("{\"n\":" + record.position() + "}", scope);
                } else {
                    out.write((int) record.position());
                    out.record(scope);
                }
                commit.loss(new Loss("s" + record.position(), "d", "r"), scopeOf(record));
            }
            commit.create("images/a.png", FileEntry.Kind.IMAGE).write(1);
            commit.create("images/b.png", FileEntry.Kind.IMAGE).write(2);
            if (state.length > 0) {
                commit.state(state);
            }
            commit.commit();
        }
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    private static Scope scopeOf(ExportRecord record) {
        long millis = record.event().time().wallMillis();
        return new Scope(record.event().session().toString(), millis, millis, List.of(record.id()), List.of());
    }

    private long millis(int position) {
        return records.get(position - 1).event().time().wallMillis();
    }

    private static RecallList list(RecallList.Entry... entries) {
        return new RecallList(List.of(entries));
    }

    private Manifest manifest() throws IOException {
        return Manifest.of(Files.readString(dir().resolve("manifest.json")));
    }

    @Test
    void takesASessionOutOfEvents() throws Exception {
        events();
        RecallList list = list(new RecallList.WholeSession(Events.SESSION.toString(), "withdrawn", 5));
        assertThat(DatasetCheck.report(dir(), List.of(list)).problems())
                .containsExactly("events.jsonl still holds what recall " + list.id() + " took back");
        RecallNote note = Recall.apply(dir(), list);
        assertThat(note.removedRecords()).isEqualTo(6);
        assertThat(note.removedImages()).isEqualTo(2);
        assertThat(note.sessions()).containsExactly(Events.SESSION.toString());
        assertThat(DatasetCheck.report(dir(), List.of(list)).problems()).isEmpty();
        assertThat(Files.readString(dir().resolve("events.jsonl"))).doesNotContain(Events.SESSION.toString());
        assertThat(dir().resolve("images/a.png")).doesNotExist();
        assertThat(manifest().sessions()).extracting(Manifest.Session::session).containsExactly(OTHER);
        assertThat(manifest().counts()).isEqualTo(Map.of("events", 4L));
        assertThat(manifest().recalls()).containsExactly(note);
        assertThat(manifest().lastPosition()).isEqualTo(10);
        assertThat(Recall.apply(dir(), list).removedRecords()).isZero();
    }

    @Test
    void keepsAPictureThatSomethingElseShows() throws Exception {
        events();
        RecallNote note = Recall.apply(
                dir(),
                list(new RecallList.Events(
                        "", List.of(records.get(0).id(), records.get(8).id()), "forgotten", 5)));
        assertThat(note.removedRecords()).isEqualTo(2);
        assertThat(dir().resolve("images/a.png")).exists();
        assertThat(dir().resolve("images/b.png")).doesNotExist();
        assertThat(manifest().sessions().get(0).events()).isEqualTo(4);
        assertThat(manifest().sessions().get(0).partlyRecalled()).isTrue();
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    @Test
    void takesAStretchOfTimeOutOfLinesWithTheirLosses() throws Exception {
        steps(FileEntry.Kind.LINES, new byte[0]);
        RecallNote note = Recall.apply(dir(), list(new RecallList.Span("", millis(2), millis(4), "forgotten", 5)));
        assertThat(note.removedRecords()).isEqualTo(3);
        assertThat(Files.readAllLines(dir().resolve("steps.x")))
                .containsExactly(
                        "{\"n\":1}", "{\"n\":5}", "{\"n\":6}", "{\"n\":7}", "{\"n\":8}", "{\"n\":9}", "{\"n\":10}");
        assertThat(manifest().counts()).isEqualTo(Map.of("events", 10L, "steps", 7L));
        assertThat(manifest().losses()).containsExactly(new Manifest.LossCount("d", "r", 7));
        assertThat(DatasetCheck.verify(dir())).isEmpty();
        Recall.apply(dir(), list(new RecallList.Span(OTHER, 0, Long.MAX_VALUE, "withdrawn", 6)));
        assertThat(manifest().sessions())
                .extracting(Manifest.Session::session)
                .containsExactly(Events.SESSION.toString());
        assertThat(manifest().counts()).isEqualTo(Map.of("events", 6L, "steps", 5L));
        Recall.apply(dir(), list(new RecallList.WholeSession(Events.SESSION.toString(), "withdrawn", 7)));
        assertThat(manifest().files()).isEmpty();
        assertThat(manifest().losses()).isEmpty();
        assertThat(dir().resolve("steps.x")).doesNotExist();
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    @Test
    void marksWhatItCannotRewrite() throws Exception {
        steps(FileEntry.Kind.RECORDS, new byte[0]);
        RecallList list = list(new RecallList.Span("", millis(9), millis(9), "forgotten", 5));
        RecallNote note = Recall.apply(dir(), list);
        assertThat(note.staleFiles()).containsExactly("steps.x");
        assertThat(dir().resolve("images/b.png")).as("a picture goes at once").doesNotExist();
        assertThat(DatasetCheck.verify(dir()))
                .contains("steps.x still holds what recall " + list.id() + " took back: make it anew");
        assertThat(Files.readString(dir().resolve("data-card.md"))).contains("still in `steps.x`");
    }

    @Test
    void lets_the_exporter_rewrite_its_own() throws Exception {
        steps(FileEntry.Kind.RECORDS, new byte[] {7, 9});
        Rewriter rewriter = new Rewriter() {
            @Override
            public boolean rewrites(FileEntry file) {
                return true;
            }

            @Override
            public void rewrite(FileEntry file, Path from, Path to, BitSet removed) throws IOException {
                byte[] in = Files.readAllBytes(from);
                byte[] out = new byte[in.length - removed.cardinality()];
                for (int i = 0, j = 0; i < in.length; i++) {
                    if (!removed.get(i)) {
                        out[j++] = in[i];
                    }
                }
                Files.write(to, out);
            }

            @Override
            public Optional<byte[]> state(byte[] state, Predicate<Scope> recalled) {
                assertThat(recalled.test(scopeOf(records.get(8)))).isTrue();
                return Optional.of(new byte[] {7});
            }

            @Override
            public Set<String> images(byte[] state) {
                return Set.of("images/b.png");
            }
        };
        RecallList list = list(new RecallList.Span("", millis(8), millis(9), "forgotten", 5));
        try (DatasetFolder folder = DatasetFolder.open(dir(), DatasetFolderTest.KIND, DatasetFolderTest.BY)) {
            assertThat(Recall.apply(folder, list, rewriter).removedRecords()).isEqualTo(2);
            assertThat(folder.state()).hasValue(new byte[] {7});
        }
        assertThat(Files.readAllBytes(dir().resolve("steps.x"))).containsExactly(1, 2, 3, 4, 5, 6, 7, 10);
        assertThat(dir().resolve("images/b.png")).as("records to come show it").exists();
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    @Test
    void givesUpAStateThatNobodyCanClean() throws Exception {
        steps(FileEntry.Kind.LINES, new byte[] {7, 9});
        Recall.apply(dir(), list(new RecallList.Span("", millis(8), millis(9), "forgotten", 5)));
        assertThat(manifest().gaps()).hasSize(1);
        try (DatasetFolder folder = DatasetFolder.open(dir(), DatasetFolderTest.KIND, DatasetFolderTest.BY)) {
            assertThat(folder.state().orElseThrow()).isEmpty();
        }
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    @Test
    void aListIsReadAsItWasWritten() throws Exception {
        RecallList list = list(
                new RecallList.WholeSession("s", "withdrawn", 1),
                new RecallList.Span("", 2, 3, "forgotten", 4),
                new RecallList.Events("t", List.of("a", "b"), "forgotten", 5));
        Path file = temp.resolve("recall.jsonl");
        list.write(file);
        assertThat(RecallList.read(file)).isEqualTo(list);
        Files.writeString(file, list.lines().replace("\"span\"", "\"spam\""));
        assertThatThrownBy(() -> RecallList.read(file))
                .hasMessage(file + " line 3: field what is missing or wrong, allowed: session, span, events or grant");
        Files.writeString(file, "");
        assertThatThrownBy(() -> RecallList.read(file)).hasMessage(file + " is empty, allowed: a recall list");
    }

    @Test
    void doesNotTouchAFolderThatIsInUse() throws Exception {
        events();
        try (DatasetFolder folder = DatasetFolder.open(dir(), DatasetFolderTest.KIND, DatasetFolderTest.BY)) {
            assertThat(folder.lastPosition()).isEqualTo(10);
            assertThatThrownBy(() -> Recall.apply(dir(), list())).hasMessageContaining("is in use");
        }
        assertThatThrownBy(() -> Recall.apply(temp, list())).hasMessageContaining("is not an export folder");
    }

    @Test
    void takesAConsentOutOfEvents() throws Exception {
        events();
        String grant = records.get(0).event().grant();
        RecallList other = list(new RecallList.WholeGrant("another", "withdrawn", 5));
        assertThat(Recall.apply(dir(), other).removedRecords()).isZero();
        RecallList list = list(new RecallList.WholeGrant(grant, "withdrawn", 6));
        assertThat(DatasetCheck.report(dir(), List.of(list)).problems()).isNotEmpty();
        Path file = temp.resolve("recall.jsonl");
        list.write(file);
        RecallNote note = Recall.apply(dir(), RecallList.read(file));
        assertThat(note.removedRecords()).isEqualTo(10);
        assertThat(note.removedImages()).isEqualTo(2);
        assertThat(manifest().sessions()).isEmpty();
        assertThat(DatasetCheck.report(dir(), List.of(list)).problems()).isEmpty();
    }
}

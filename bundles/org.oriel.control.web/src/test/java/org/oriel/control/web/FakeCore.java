package org.oriel.control.web;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.CaptureState.Phase;
import org.oriel.api.consent.ControlListener;
import org.oriel.api.consent.Indicator;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;
import org.oriel.host.CapturePipeline;
import org.oriel.host.ConsentGate;
import org.oriel.host.Delivery;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.Exemptions;
import org.oriel.host.Grant;
import org.oriel.host.Ledger;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;
import org.oriel.host.PipelineStatus;
import org.oriel.host.StoreException;
import org.oriel.host.StoreStatus;
import org.oriel.spool.SpoolCodec;

/** The core as the page sees it, in memory, with a day of made-up work in its store. */
final class FakeCore {
    static final String EDITOR = "/usr/bin/mousepad";
    static final String BROWSER = "/usr/lib/chromium/chromium";
    static final String IMAGE = "ab".repeat(32);

    final Parts parts = new Parts();
    final Gate gate = new Gate();
    final Pipeline pipeline = new Pipeline();
    final Store store = new Store();
    final Sending delivery = new Sending();
    final Asked exemptions = new Asked();
    final Chain ledger = new Chain();
    final List<String> calls = java.util.Collections.synchronizedList(new ArrayList<>());
    ControlListener listener = state -> {};

    FakeCore() {
        parts.gate = gate;
        parts.pipeline = pipeline;
        parts.store = store;
        parts.codec = new SpoolCodec();
        parts.pictures = image -> image.equals(IMAGE) ? Optional.of(picture()) : Optional.empty();
        parts.delivery = delivery;
        parts.exemptions = exemptions;
        parts.ledger = ledger;
        parts.indicators = List.of(new Indicator() {
            @Override
            public String name() {
                return "terminal";
            }

            @Override
            public boolean confirm() {
                return true;
            }
        });
    }

    static byte[] picture() {
        BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(0xf4f4f0));
        pen.fillRect(0, 0, 640, 400);
        pen.setColor(new Color(0x3a4a52));
        pen.fillRect(0, 0, 640, 34);
        pen.setColor(new Color(0xb9c3c7));
        for (int y = 60; y < 370; y += 26) {
            pen.fillRect(40, y, 300 + (y * 37) % 240, 9);
        }
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** A state other than the present one. */
    void state(Phase phase, String reason, Optional<Instant> until) {
        gate.state = new CaptureState(phase, reason, "", Instant.now(), until);
        listener.changed(gate.state);
    }

    /** The gate. */
    final class Gate implements ConsentGate {
        volatile CaptureState state =
                new CaptureState(Phase.RECORDING, "", "", Instant.now().minusSeconds(600), Optional.empty());
        volatile Notice notice = new Notice("n2".repeat(32), NOTICE + "  - frame: pictures of the windows.\n", true);
        final List<Grant> grants = new ArrayList<>(List.of(new Grant(
                "g1", "n1".repeat(32), "ai-training", "us-base", Instant.now().minusSeconds(86_400), "terminal")));
        volatile Optional<Grant> grant = Optional.empty();

        @Override
        public CaptureState state() {
            return state;
        }

        @Override
        public Notice notice() {
            return notice;
        }

        @Override
        public Optional<Grant> grant() {
            return grant;
        }

        @Override
        public boolean covers(String id, String destination, String purpose) {
            return true;
        }

        @Override
        public Grant accept(String hash, String how) throws NotAllowedException {
            calls.add("accept " + how);
            if (!hash.equals(notice.hash())) {
                throw new NotAllowedException("this is not the notice for what is installed now");
            }
            Grant given = new Grant("g" + (grants.size() + 1), hash, "ai-training", "us-base", Instant.now(), how);
            grants.add(0, given);
            grant = Optional.of(given);
            FakeCore.this.state(Phase.RECORDING, "", Optional.empty());
            return given;
        }

        @Override
        public void withdraw() {
            calls.add("withdraw");
            grant = Optional.empty();
            FakeCore.this.state(Phase.OFF, "withdrawn", Optional.empty());
        }

        @Override
        public void pause(Duration length) {
            calls.add("pause " + length.toMinutes());
            FakeCore.this.state(
                    Phase.PAUSED, "paused", Optional.of(Instant.now().plus(length)));
        }

        @Override
        public void resume() throws NotAllowedException {
            calls.add("resume");
            if (state.phase() == Phase.OFF) {
                throw new NotAllowedException("you have not agreed");
            }
            FakeCore.this.state(Phase.RECORDING, "", Optional.empty());
        }

        @Override
        public List<Grant> grants() {
            return grants;
        }

        @Override
        public Optional<String> agreed(String hash) {
            return hash.equals("n1".repeat(32))
                    ? Optional.of(NOTICE + "  - page: addresses of pages.\n")
                    : Optional.empty();
        }
    }

    static final String NOTICE = """
            WHAT ORIEL RECORDS ON THIS COMPUTER

              Oriel records work done on this computer. Nothing is recorded until
              you agree, and only you can agree.

            WHY
              Purpose: ai-training. Judging your performance, your pay or your conduct
              is not part of it.

            WHAT YOU CAN DO, AT ANY TIME AND WITHOUT A REASON
              oriel status            see whether anything is recorded now
              oriel pause             stop recording for 30 minutes

            WHAT IS RECORDED
              - key: what you type. Sensitivity: personal. At most 40000 an hour. By
                org.oriel.source.x11.
            """;

    /** The pipeline. */
    final class Pipeline implements CapturePipeline {
        final List<EventBody> notes = new ArrayList<>();
        boolean open = true;

        @Override
        public void begin(Grant grant) {}

        @Override
        public void end(Disposition disposition, String reason) {}

        @Override
        public void note(EventBody body) {
            if (!open) {
                throw new IllegalStateException("no session");
            }
            notes.add(body);
        }

        @Override
        public void forget(Duration reach) {
            calls.add("forget " + reach.toMinutes());
        }

        @Override
        public void flush() {}

        @Override
        public PipelineStatus status() {
            return new PipelineStatus(
                    900,
                    800,
                    12,
                    640,
                    58,
                    Map.of("not-allowed", 88L),
                    Map.of("EMAIL", 3L, "CREDIT_CARD", 1L),
                    0,
                    List.of(),
                    "",
                    Instant.now().toEpochMilli() / 60_000 * 60_000);
        }
    }

    /** A store whose blocks are of three events. */
    final class Store implements EventStore {
        final TreeMap<Long, CaptureEvent> events = new TreeMap<>();
        final TreeMap<Long, String> holes = new TreeMap<>();
        final EventCodec codec = new SpoolCodec();
        long last;
        volatile RuntimeException breaks;

        Store() {
            day(LocalDate.now());
        }

        void add(Instant time, String application, List<Redaction> redactions, EventBody body) {
            last++;
            events.put(
                    last,
                    new CaptureEvent(
                            String.format("%08x-0000-7000-8000-%012x", last, last),
                            org.oriel.tck.Events.SESSION,
                            org.oriel.tck.Events.DEVICE,
                            new EventTime(last * 1_000_000, time.toEpochMilli()),
                            "org.oriel.source.x11/0.1.0",
                            Actor.HUMAN,
                            new Subject(application.isEmpty() ? "" : "w1", application, ""),
                            "0".repeat(64),
                            "g1",
                            "ai-training",
                            redactions,
                            body));
        }

        void day(LocalDate day) {
            Instant at = day.atTime(8, 30).atZone(ZoneId.systemDefault()).toInstant();
            add(at, "", List.of(), new Mark(Mark.Kind.SESSION_START, "", Map.of()));
            at = work(at, EDITOR, "Budget 2027 – Mousepad", "Dear all, please find the numbers below.", 40);
            at = work(at, BROWSER, "Timetable – Chromium", "train to Berlin", 25);
            add(at, "", List.of(), new Mark(Mark.Kind.PAUSE, "paused", Map.of()));
            at = at.plus(Duration.ofMinutes(30));
            add(at, "", List.of(), new Mark(Mark.Kind.RESUME, "", Map.of()));
            at = work(at, EDITOR, "Minutes – Mousepad", "Present: everybody.", 55);
            work(at, BROWSER, "Orders – Chromium", "ship it", 15);
        }

        private Instant work(Instant from, String application, String title, String text, int minutes) {
            Instant at = from;
            add(
                    at,
                    application,
                    List.of(),
                    new Window(
                            Window.Change.FOCUS,
                            Sensitive.of(title),
                            "App",
                            new Rect(0, 0, 640, 400),
                            1,
                            List.of("w1")));
            long step = Duration.ofMinutes(minutes).toMillis() / (text.length() + 2);
            for (int i = 0; i < text.length(); i++) {
                at = at.plusMillis(step);
                add(
                        at.minusMillis(step / 2),
                        application,
                        List.of(),
                        new PointerButton(true, 1, Point.at(10 + i, 20), Set.of()));
                String key = text.substring(i, i + 1);
                add(
                        at,
                        application,
                        List.of(),
                        new Key(Key.Phase.DOWN, Sensitive.of("Key"), Sensitive.of(key), Set.of(), 1));
            }
            add(
                    at,
                    application,
                    List.of(new Redaction("EMAIL", "<EMAIL_1>", "email", "17-32")),
                    new Key(Key.Phase.REDACTED, Sensitive.empty(), Sensitive.of("<EMAIL_1>"), Set.of(), 0));
            add(at, application, List.of(), new PointerButton(true, 1, Point.at(120, 220), Set.of()));
            add(
                    at,
                    "",
                    List.of(),
                    new Frame(
                            "f" + last,
                            IMAGE,
                            new Rect(0, 0, 640, 400),
                            "action",
                            List.of(),
                            List.of(new Frame.Shown(new Rect(0, 0, 640, 400), "w1", application)),
                            List.of(
                                    new FrameMask(new Rect(40, 110, 260, 22), "EMAIL", "email"),
                                    new FrameMask(new Rect(380, 240, 180, 60), "TEXT", "policy")),
                            ""));
            return from.plus(Duration.ofMinutes(minutes));
        }

        @Override
        public synchronized long append(List<CaptureEvent> more) {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized List<Block> read(long after, int most) {
            if (breaks != null) {
                throw breaks;
            }
            List<Block> blocks = new ArrayList<>();
            long at = after + 1;
            while (at <= last && blocks.size() < most) {
                CaptureEvent event = events.get(at);
                if (event == null) {
                    blocks.add(new Block(at, at, "", "", List.of(), holes.getOrDefault(at, "forgotten")));
                    at++;
                    continue;
                }
                List<String> lines = new ArrayList<>();
                long first = at;
                while (lines.size() < 3 && events.containsKey(at)) {
                    lines.add(codec.encode(events.get(at++)));
                }
                blocks.add(new Block(first, at - 1, "ai-training", "g1", lines, ""));
            }
            return blocks;
        }

        @Override
        public long cursor(String name, Start start) {
            return 0;
        }

        @Override
        public void acknowledge(String name, long position) {}

        @Override
        public Map<String, Long> cursors() {
            return Map.of();
        }

        @Override
        public void retire(String name) {}

        @Override
        public synchronized long forget(Instant since) {
            return remove(event -> event.time().wallMillis() >= since.toEpochMilli());
        }

        private long remove(java.util.function.Predicate<CaptureEvent> which) {
            int before = events.size();
            events.values().removeIf(which);
            return before - events.size();
        }

        @Override
        public synchronized Deleted delete(Selection wanted) {
            calls.add("delete " + wanted.application() + wanted.positions());
            Map<Long, CaptureEvent> copy = new HashMap<>(events);
            long gone = 0;
            for (var one : copy.entrySet()) {
                CaptureEvent event = one.getValue();
                Instant time = Instant.ofEpochMilli(event.time().wallMillis());
                if (wanted.from().filter(time::isBefore).isEmpty()
                        && wanted.until().filter(until -> !time.isBefore(until)).isEmpty()
                        && (wanted.application().isEmpty()
                                || wanted.application().equals(event.subject().application()))
                        && (wanted.session().isEmpty()
                                || wanted.session().equals(event.session().toString()))
                        && (wanted.positions().isEmpty() || wanted.positions().contains(one.getKey()))) {
                    events.remove(one.getKey());
                    gone++;
                }
            }
            return new Deleted(gone, 0, Map.of("jsonl", gone));
        }

        @Override
        public StoreStatus status() {
            return new StoreStatus(
                    "spool.db", events.size(), last, 1_482_000, 0, "secret-service", "", 0, 4, 88_000, 0);
        }

        @Override
        public AutoCloseable onAppend(Runnable told) {
            return () -> {};
        }
    }

    /** Delivery that waits for approval. */
    final class Sending implements Delivery {
        volatile boolean reviewed = true;
        volatile long approved = 20;
        volatile String state = "idle";

        @Override
        public List<ExporterStatus> exporters() {
            return List.of(new ExporterStatus(
                    "jsonl",
                    true,
                    state,
                    "org.oriel.export.jsonl/0.1.0",
                    List.of("JSON lines files on this computer, for ai-training"),
                    20,
                    100,
                    20,
                    0,
                    ""));
        }

        @Override
        public void pause(String exporter) {
            known(exporter);
            state = "paused";
        }

        private void known(String exporter) {
            if (!exporter.equals("jsonl")) {
                throw new IllegalArgumentException("there is no exporter " + exporter);
            }
        }

        @Override
        public void resume(String exporter) {
            known(exporter);
            state = "idle";
        }

        @Override
        public long rewind(String exporter, long position) {
            return position;
        }

        @Override
        public void retire(String exporter) {}

        @Override
        public boolean drain(Duration limit) {
            return true;
        }

        @Override
        public boolean reviewed() {
            return reviewed;
        }

        @Override
        public long approved() {
            return approved;
        }

        @Override
        public void approve(long position) {
            approved = position;
        }
    }

    /** Requests. */
    static final class Asked implements Exemptions {
        private final Map<String, Exemption> all = new LinkedHashMap<>();
        private final AtomicInteger ids = new AtomicInteger();
        volatile String text = "";

        Asked() {
            put(
                    "x1",
                    new Request(Reason.HEALTH, Scope.TIME, "12:00-13:00", Sensitive.empty()),
                    State.GRANTED,
                    "Granted for this quarter.");
            put(
                    "x2",
                    new Request(Reason.CLIENT_DATA, Scope.APPLICATION, EDITOR, Sensitive.empty()),
                    State.REFUSED,
                    "Client files are filtered; see the list of filters.");
        }

        private Exemption put(String id, Request request, State state, String answer) {
            Exemption one = new Exemption(
                    id,
                    request.reason(),
                    request.scope(),
                    request.what(),
                    state,
                    Instant.now(),
                    answer.isEmpty() ? "" : "R. Viewer",
                    answer,
                    state == State.GRANTED ? Optional.of(Instant.now().plusSeconds(7_000_000)) : Optional.empty());
            all.put(id, one);
            return one;
        }

        @Override
        public List<Exemption> all() {
            List<Exemption> newest = new ArrayList<>(all.values());
            java.util.Collections.reverse(newest);
            return newest;
        }

        @Override
        public Exemption ask(Request request) {
            text = request.text().reveal();
            return put("n" + ids.incrementAndGet(), request, State.OPEN, "");
        }

        @Override
        public void withdraw(String id) throws NotAllowedException {
            Exemption one = all.get(id);
            if (one == null) {
                throw new NotAllowedException("there is no request " + id);
            }
            put(id, new Request(one.reason(), one.scope(), one.what(), Sensitive.empty()), State.ENDED, one.answer());
        }

        @Override
        public Exemption appeal(String id, Sensitive why) throws NotAllowedException {
            Exemption one = all.get(id);
            if (one == null || one.state() != State.REFUSED) {
                throw new NotAllowedException("only a refusal can be appealed");
            }
            return put(id, new Request(one.reason(), one.scope(), one.what(), why), State.APPEALED, one.answer());
        }

        @Override
        public Exemption decide(String id, String reviewer, boolean granted, String reason, Optional<Instant> until) {
            throw new UnsupportedOperationException();
        }
    }

    /** A ledger. */
    static final class Chain implements Ledger {
        final List<Entry> entries = new ArrayList<>();
        volatile String problem = "";

        Chain() {
            String[] kinds = {"start", "grant", "session", "captured", "redacted", "pause", "resume", "export", "delete"
            };
            for (int i = 0; i < 70; i++) {
                append(kinds[i % kinds.length], Map.of("events", "" + i * 7, "grant", "g1"));
            }
        }

        @Override
        public long append(String kind, Map<String, String> facts) {
            entries.add(new Entry(entries.size(), Instant.now(), kind, facts, "c0ffee" + "0".repeat(58)));
            return entries.size() - 1;
        }

        @Override
        public List<Entry> entries(long first, int most) {
            return entries.stream().skip(first).limit(most).toList();
        }

        @Override
        public Head head() {
            return new Head(entries.size(), "5e".repeat(32), Instant.now(), "MCowBQYDK2VwAyEA", "c2lnbmF0dXJl");
        }

        @Override
        public String verify() throws StoreException {
            return problem;
        }
    }
}

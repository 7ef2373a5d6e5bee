package org.oriel.consent;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.Indicator;
import org.oriel.api.source.Target;
import org.oriel.consent.Installed.Declared;
import org.oriel.consent.Installed.InstalledBundle;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline;
import org.oriel.host.Grant;
import org.oriel.host.NotAllowedException;
import org.oriel.host.PipelineStatus;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeClock;

/** Everything around a gate, by hand: one thread, a clock that stands still, and a log of what happened in which order. */
final class World {
    static final String PACK = """
            {"format":2,"jurisdiction":"us-base","version":"1","expires":"2027-12-31",
             "permits":["key","window","frame","recorded"],
             "title":"United States","status":"draft for counsel",
             "languages":["en"],"retentionFloorDays":0,"signatures":"One.","sources":["18 U.S.C. 2510"]}""";

    final Map<String, InstalledBundle> bundles = new TreeMap<>();
    final List<String> order = new ArrayList<>();
    final FakeClock clock = new FakeClock();
    final CapturingLogger log = new CapturingLogger();
    final FakeSwitch sources = new FakeSwitch();
    final FakePipeline pipeline = new FakePipeline("");
    final FakeAdmission admission = new FakeAdmission("/usr/bin/mousepad");
    final FakeIndicator indicator = new FakeIndicator();
    final List<CaptureState> told = new ArrayList<>();
    final Deque<Runnable> queue = new ArrayDeque<>();
    final FakeCalls calls = new FakeCalls();
    final Path directory;
    final Map<String, String> ledger = new java.util.LinkedHashMap<>();
    final List<String> ledgerKinds = new ArrayList<>();
    String jurisdiction = "us-base";
    String language = "en";
    int renewDays = 365;
    LawSettings law = LawSettings.of(List.of(), true, Map.of());
    WorkingHours hours = WorkingHours.ALWAYS;
    Whereabouts where = Whereabouts.ANYWHERE;
    Reviewers reviewers = Reviewers.NONE;
    Cases cases;
    Timer timer = new Timer(Instant.MAX, () -> {});
    Gate gate;

    record Timer(Instant at, Runnable task) {}

    World(Path directory) {
        this.directory = directory;
        law("us-base", "2027-12-31", "key", "window", "frame", "recorded");
        install(
                "org.oriel.source.x11",
                capture("key", "the keys you press", "high", 20_000),
                capture("window", "titles of windows", "medium", 500));
        start();
    }

    /** A gate as it is before anything was bound to it. */
    void start() {
        GateSettings settings = GateSettings.of(
                        directory.toString(), jurisdiction.split(",", -1), "ai-training", 30, 14, language)
                .with(renewDays, law, hours, where, reviewers);
        Journal journal = (kind, facts) -> {
            ledgerKinds.add(kind);
            ledger.put(kind, new TreeMap<>(facts).toString());
        };
        cases = new Cases(new CaseFile(directory), reviewers, clock, journal, log.logger());
        StateListeners listeners = new StateListeners(calls, log.logger());
        listeners.add(told::add);
        gate = new Gate(new Gate.Parts(
                settings,
                () -> List.copyOf(bundles.values()),
                new GrantFile(directory),
                sources,
                calls,
                clock,
                new ManualControl(),
                listeners,
                cases,
                journal,
                log.logger()));
        gate.evaluate();
        drain();
    }

    /** A gate with all that it needs but the person's consent. */
    World equipped() {
        gate.pipeline(pipeline);
        gate.admission(admission);
        gate.indicator(indicator);
        drain();
        return this;
    }

    World recording() throws NotAllowedException {
        equipped();
        agree();
        return this;
    }

    Grant agree() throws NotAllowedException {
        Grant grant = gate.accept(gate.notice().hash(), "terminal");
        drain();
        return grant;
    }

    void restart() {
        gate.shutdown();
        drain();
        order.clear();
        start();
        equipped();
    }

    void pause(Duration length) throws NotAllowedException {
        gate.pause(length, clock.instant());
        drain();
    }

    /** Lets time pass, second by second, and what is due happen. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        drain();
        while (!timer.at().isAfter(end)) {
            Timer due = timer;
            timer = new Timer(Instant.MAX, () -> {});
            if (due.at().isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), due.at()));
            }
            due.task().run();
            drain();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    void drain() {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
    }

    String state() {
        CaptureState state = gate.state();
        return state.phase() + (state.reason().isEmpty() ? "" : " " + state.reason());
    }

    void law(String jurisdiction, String expires, String... kinds) {
        List<Declared> declared = new ArrayList<>();
        declared.add(
                new Declared(Declared.LAW, Map.of("jurisdiction", jurisdiction, "expires", expires, "version", "1")));
        for (String kind : kinds) {
            declared.add(new Declared(
                    Declared.PERMIT, Map.of("jurisdiction", jurisdiction, "expires", expires, "kind", kind)));
        }
        Map<String, String> files = new HashMap<>();
        files.put("OSGI-INF/law/pack.json", pack(jurisdiction, expires, kinds));
        files.put("OSGI-INF/law/notice_en.txt", "Draft for\ncounsel.\n\nTaking part is your decision.\n");
        String name = "org.oriel.law." + jurisdiction;
        bundles.put(name, new InstalledBundle(name, "1.0.0", declared, path -> Optional.ofNullable(files.get(path))));
    }

    /** The pack as before, which permits these purposes only. */
    void lawFor(String jurisdiction, String... purposes) {
        law(jurisdiction, "2027-12-31", "key", "window", "frame", "recorded");
        String name = "org.oriel.law." + jurisdiction;
        InstalledBundle law = java.util.Objects.requireNonNull(bundles.get(name));
        String limited = "{\"purposes\":[\"" + String.join("\",\"", purposes) + "\"],";
        bundles.put(
                name,
                new InstalledBundle(
                        name,
                        "1.0.0",
                        law.declared(),
                        path -> law.resource()
                                .apply(path)
                                .map(text -> path.endsWith("pack.json") ? limited + text.substring(1) : text)));
    }

    private static String pack(String jurisdiction, String expires, String... kinds) {
        return PACK.replace("us-base", jurisdiction)
                .replace("2027-12-31", expires)
                .replace(
                        "\"key\",\"window\",\"frame\",\"recorded\"",
                        kinds.length == 0 ? "" : "\"" + String.join("\",\"", kinds) + "\"");
    }

    void install(String name, Declared... declared) {
        bundles.put(name, new InstalledBundle(name, "1.0.0", List.of(declared), path -> Optional.empty()));
    }

    static Declared capture(String kind, String what, String sensitivity, long perHour) {
        return new Declared(
                Declared.CAPTURE, Map.of("kind", kind, "what", what, "sensitivity", sensitivity, "perHour", perHour));
    }

    static Declared export(String destination) {
        return new Declared(Declared.EXPORT, Map.of("destination", destination, "purpose", "ai-training"));
    }

    final class ManualControl implements Control {
        @Override
        public void execute(Runnable task) {
            queue.add(task);
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            Timer made = new Timer(clock.instant().plus(delay), task);
            timer = made;
            return () -> timer = timer == made ? new Timer(Instant.MAX, () -> {}) : timer;
        }
    }

    final class FakeSwitch implements CaptureSwitch {
        String onProblem = "";
        String offProblem = "";
        String stuck = "";

        @Override
        public String on() {
            order.add("on");
            return onProblem;
        }

        @Override
        public String off() {
            order.add("off");
            return offProblem;
        }

        @Override
        public String stuck() {
            return stuck;
        }
    }

    final class FakePipeline implements CapturePipeline {
        private final String name;
        Optional<Grant> grant = Optional.empty();
        boolean broken;

        FakePipeline(String name) {
            this.name = name;
        }

        @Override
        public void begin(Grant given) {
            order.add("begin" + name);
            grant = Optional.of(given);
            if (broken) {
                throw new IllegalStateException("no store");
            }
        }

        @Override
        public void end(Disposition disposition, String reason) {
            order.add("end" + name + " " + disposition + " " + reason);
        }

        @Override
        public void forget(Duration reach) {
            throw new AssertionError("forget is not the gate's");
        }

        @Override
        public void flush() {
            throw new AssertionError("flush is not the gate's");
        }

        @Override
        public PipelineStatus status() {
            throw new AssertionError("status is not the gate's");
        }
    }

    static final class FakeIndicator implements Indicator {
        boolean shows = true;
        int asked;

        @Override
        public String name() {
            return "test";
        }

        @Override
        public boolean confirm() {
            asked++;
            return shows;
        }
    }

    final class FakeCalls implements Calls {
        boolean slow;

        @Override
        public Outcome call(Object owner, Duration limit, BooleanSupplier call) {
            if (slow) {
                return new Outcome(false, "did not return");
            }
            try {
                return new Outcome(call.getAsBoolean(), "");
            } catch (RuntimeException e) {
                return new Outcome(false, "threw " + e);
            }
        }
    }

    static final class FakeAdmission implements Admission {
        List<String> lines;
        int timing = 10;
        String problem = "";
        java.util.Set<String> leftOut = java.util.Set.of();
        boolean leavesOut = true;

        @Override
        public boolean leaveOut(java.util.Set<String> executables, java.util.Set<String> origins) {
            leftOut = java.util.Set.copyOf(executables);
            return leavesOut && origins.isEmpty();
        }

        FakeAdmission(String... lines) {
            this.lines = List.of(lines);
        }

        @Override
        public Rules current() {
            return rules(timing, lines);
        }

        @Override
        public String problem() {
            return problem;
        }

        static Rules rules(int timing, List<String> lines) {
            return new Rules() {
                @Override
                public boolean allows(Target target) {
                    return true;
                }

                @Override
                public String identity(Target target) {
                    return "";
                }

                @Override
                public String hash() {
                    return lines.toString();
                }

                @Override
                public int timingMillis() {
                    return timing;
                }

                @Override
                public List<String> describe() {
                    return lines;
                }
            };
        }
    }
}

package org.oriel.context.accessibility;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.SourceHealth.State;
import org.osgi.service.log.Logger;

/**
 * The extractor without its component: a thread that connects, listens and tells, and answers to questions on the threads
 * of those who ask.
 */
final class Accessibility implements AutoCloseable {
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final long JOIN_MILLIS = 90;
    private static final int ATTEMPTS = 2;
    private static final long LEAST_MILLIS = 10;
    private static final long MARGIN_MILLIS = 10;
    private static final int MOST_WOKEN = 256;

    private final Settings settings;
    private final String display;
    private final boolean enable;
    private final Map<String, String> environment;
    private final ContextFeed feed;
    private final Logger log;
    private final Fields fields;
    private final Hits hits;
    private final long confirmNanos;
    private final Thread thread;

    private final LongAdder asked = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder told = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private final Object lock = new Object();
    // Guarded by lock: applications to look at, and from when on.
    private final Map<Program, Long> due = new LinkedHashMap<>();
    // Guarded by lock: connections that wait or work.
    private final Set<Bus> buses = new HashSet<>();
    // Guarded by lock.
    private boolean closed;

    // Thread of this object only.
    private final Set<Reference> woken = new HashSet<>();

    private volatile @Nullable Link link;
    private volatile @Nullable Windows windows;
    private volatile SourceHealth.State state = State.DEGRADED;
    private volatile String detail = "connecting";

    /**
     * Starts; connecting goes on behind.
     *
     * @param display X display whose windows are meant; empty where there is none
     * @param enable whether applications are asked to turn accessibility on
     */
    Accessibility(
            Settings settings,
            String display,
            boolean enable,
            Map<String, String> environment,
            ContextFeed feed,
            Logger log) {
        this.settings = settings;
        this.display = display;
        this.enable = enable;
        this.environment = environment;
        this.feed = feed;
        this.log = log;
        fields = new Fields(settings);
        hits = new Hits(settings);
        // An answer holds for a moment before it: asked sooner, it would not hold for the key that moved the caret.
        confirmNanos =
                TimeUnit.MILLISECONDS.toNanos(Math.max(settings.confirmMillis(), settings.lagMillis() + MARGIN_MILLIS));
        thread = new Thread(this::run, "oriel-accessibility");
        thread.setDaemon(true);
        thread.start();
    }

    SourceHealth health() {
        return new SourceHealth(state, detail, told.sum(), refused.sum());
    }

    Optional<Element> focused(int window) {
        return ask(window, (inquiry, in) -> fields.focused(inquiry, in));
    }

    Optional<FieldState> field(int window) {
        return ask(window, this::field);
    }

    private Optional<FieldState> field(Inquiry inquiry, Fields.In in) throws IOException {
        Optional<FieldState> now = fields.field(inquiry, in.windows(), in);
        Program.Parting parting = inquiry.program().parting();
        // Keys may wait for the window that was left a moment ago.
        return now.isPresent() || parting == null ? now : fields.parting(inquiry, parting, in.windows(), in);
    }

    Optional<Element> at(int window, Point point) {
        return ask(window, (inquiry, in) -> hits.at(inquiry, in.windows().facts(window), point.x(), point.y()));
    }

    private interface Question<T> {
        Optional<T> ask(Inquiry inquiry, Fields.In in) throws IOException;
    }

    private <T> Optional<T> ask(int window, Question<T> question) {
        Link now = link;
        Windows places = windows;
        if (now == null || places == null || window == 0) {
            return Optional.empty();
        }
        asked.increment();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.budgetMillis());
        Optional<T> answer = Optional.empty();
        try {
            Windows.Facts facts = places.facts(window);
            if (facts.process() == 0) {
                return Optional.empty();
            }
            Fields.In in = new Fields.In(places, window, facts.application());
            for (Program program : now.programs().of(facts.process(), settings.budgetMillis() / 2)) {
                for (int attempt = 0; attempt < ATTEMPTS && answer.isEmpty(); attempt++) {
                    answer = quietly(question, new Inquiry(now.bus(), program, deadline), in);
                }
            }
        } catch (IOException | RuntimeException e) {
            failed.increment();
        }
        if (answer.isPresent()) {
            answered.increment();
        }
        return answer;
    }

    private <T> Optional<T> quietly(Question<T> question, Inquiry inquiry, Fields.In in) {
        try {
            return question.ask(inquiry, in);
        } catch (IOException | RuntimeException e) {
            // An application that stalled, left, or answered nonsense: no answer, which denies.
            failed.increment();
            return Optional.empty();
        }
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!isClosed()) {
            long began = System.nanoTime();
            try {
                serve();
            } catch (IOException | RuntimeException e) {
                state(State.FAILED, String.valueOf(e.getMessage()));
            } finally {
                release();
            }
            boolean lasted = System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS);
            pause = lasted ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            sleep(lasted ? FIRST_PAUSE_MILLIS : pause / 2);
        }
    }

    /** Connects, listens and tells until the bus is gone. */
    private void serve() throws IOException {
        openWindows();
        Bus session = Link.session(environment, this::begun);
        if (enable) {
            Link.enable(session, true);
        }
        Link opened = Link.open(session, this::signal, this::wake, this::begun);
        link = opened;
        opened.listen();
        if (!enable) {
            session.close();
            forget(session);
        }
        tellState();
        while (!isClosed() && link != null && !opened.bus().ended()) {
            Program program = next();
            if (program != null) {
                tell(opened, program);
            }
        }
        if (!isClosed()) {
            throw new IOException("the accessibility bus is gone");
        }
        if (enable && !session.ended()) {
            Link.enable(session, false);
        }
    }

    private void tellState() {
        Windows places = windows;
        if (display.isEmpty()) {
            state(State.DEGRADED, "no X display: fields are known by their program only");
        } else if (places == null) {
            state(State.DEGRADED, "no connection to the X display " + display);
        } else if (!places.verifies()) {
            state(State.DEGRADED, "the X server does not tell processes (X-Resource)");
        } else {
            state(State.OK, "listening");
        }
    }

    private void openWindows() {
        Windows before = windows;
        if (display.isEmpty() || (before != null && !before.lost())) {
            return;
        }
        windows = null;
        if (before != null) {
            before.close();
        }
        try {
            Windows opened = Windows.open(display);
            synchronized (lock) {
                if (!closed) {
                    windows = opened;
                    return;
                }
            }
            opened.close();
        } catch (IllegalStateException e) {
            log.debug("no windows: {}", e.getMessage());
        }
    }

    private void begun(Bus bus) {
        boolean late;
        synchronized (lock) {
            buses.add(bus);
            late = closed;
        }
        if (late) {
            bus.abort();
        }
    }

    private void forget(Bus bus) {
        synchronized (lock) {
            buses.remove(bus);
        }
    }

    private void release() {
        link = null;
        Set<Bus> all;
        synchronized (lock) {
            all = Set.copyOf(buses);
            buses.clear();
            due.clear();
        }
        all.forEach(Bus::close);
        woken.clear();
    }

    private void state(State now, String why) {
        boolean news = state != now || !detail.equals(why);
        state = now;
        detail = why;
        if (news && !isClosed()) {
            if (now == State.OK) {
                log.info("accessibility: {}", why);
            } else {
                log.warn("accessibility: {}", why);
            }
        }
    }

    /** An event of an application. On the bus's thread; must not wait. */
    private void signal(Message message) {
        Link now = link;
        if (now == null) {
            return;
        }
        try {
            String member = message.member();
            if (message.interfaceName().equals(Bus.DAEMON)) {
                if (member.equals("NameOwnerChanged") && message.sender().equals(Bus.DAEMON)) {
                    left(now, message.body("sss").string());
                }
                return;
            }
            Program program = now.programs().of(message.sender());
            if (program != null) {
                event(program, member, message);
            }
        } catch (RuntimeException e) {
            // Anybody on the bus can send nonsense.
            failed.increment();
        }
    }

    private void event(Program program, String member, Message message) {
        long nanos = System.nanoTime();
        String path = message.path();
        switch (member) {
            case "StateChanged" -> {
                if (!message.bodySignature().startsWith("si")
                        || !message.body().string().equals("focused")) {
                    return;
                }
                if (message.int32() != 0) {
                    program.focused(path, nanos);
                } else {
                    program.unfocused(path, nanos);
                }
                look(program, nanos);
            }
            case "TextCaretMoved" -> {
                program.touched(path, nanos);
                look(program, nanos + confirmNanos);
            }
            case "Deactivate" -> {
                program.deactivated(nanos - settings.lagNanos());
                look(program, nanos);
            }
            case "Activate" -> {
                program.activated(path);
                look(program, nanos);
            }
            default -> {
                // Nothing that was asked for.
            }
        }
    }

    private void left(Link now, String name) {
        if (name.equals(AtSpi.REGISTRY)) {
            // It forgot what we listen to: begin again.
            now.bus().abort();
        } else {
            now.programs().gone(name);
        }
    }

    /** Has an application looked at, at {@code nanos} or as soon as it may be after that. */
    private void look(Program program, long nanos) {
        // However many events an application sends, it is looked at now and then only.
        long earliest = program.lookedNanos() + TimeUnit.MILLISECONDS.toNanos(LEAST_MILLIS);
        long at = nanos - earliest < 0 ? earliest : nanos;
        synchronized (lock) {
            Long before = due.get(program);
            if (before == null || at - before < 0) {
                due.put(program, at);
                lock.notifyAll();
            }
        }
    }

    private void wake() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** The next application to look at; null when it is time to see whether to go on. */
    private @Nullable Program next() {
        synchronized (lock) {
            Program first = null;
            long at = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            for (Map.Entry<Program, Long> entry : due.entrySet()) {
                if (entry.getValue() - at < 0) {
                    first = entry.getKey();
                    at = entry.getValue();
                }
            }
            long wait = at - System.nanoTime();
            if (wait <= 0 && first != null) {
                due.remove(first);
                return first;
            }
            Link now = link;
            if (!closed && now != null && !now.bus().ended()) {
                park(wait);
            }
            return null;
        }
    }

    private void sleep(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (lock) {
            for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
                park(left);
            }
        }
    }

    /** Waits under the lock. */
    private void park(long nanos) {
        try {
            lock.wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            // Only close ends this thread.
        }
    }

    private void tell(Link now, Program program) {
        program.looked(System.nanoTime());
        try {
            now.programs().identify(program, settings.budgetMillis());
            Inquiry inquiry = Inquiry.within(now.bus(), program, settings.budgetMillis());
            turnOn(inquiry);
            Windows places = usable(windows);
            Program.Parting parting = program.takeParting();
            if (parting != null) {
                fields.parting(inquiry, parting, places, null).ifPresent(this::tell);
            }
            fields.field(inquiry, places, null).ifPresent(this::tell);
        } catch (IOException | RuntimeException e) {
            failed.increment();
        }
    }

    private void tell(FieldState field) {
        (feed.field(field) ? told : refused).increment();
    }

    private static @Nullable Windows usable(@Nullable Windows windows) {
        return windows == null || windows.lost() ? null : windows;
    }

    /** Has a browser tell of its pages where the settings want that: Chromium does once it is asked for attributes. */
    private void turnOn(Inquiry inquiry) throws IOException {
        Program program = inquiry.program();
        if (settings.webContent().isEmpty() || program.activated().isEmpty()) {
            return;
        }
        Reference frame = program.object(program.activated());
        if (woken.size() < MOST_WOKEN
                && settings.webContent().contains(Windows.executable(program.process()))
                && woken.add(frame)) {
            inquiry.ask(AtSpi.attributes(frame));
        }
    }

    /** Ends it: when it returns nothing waits for anybody any more and the threads are gone. */
    @Override
    public void close() {
        Set<Bus> all;
        Windows places;
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
            all = Set.copyOf(buses);
            places = windows;
        }
        link = null;
        all.forEach(Bus::abort);
        if (places != null) {
            places.close();
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        feed.close();
        state = State.FAILED;
        detail = "closed";
        log.debug(
                "accessibility: asked {}, answered {}, failed {}, told {}, refused {}",
                asked.sum(),
                answered.sum(),
                failed.sum(),
                told.sum(),
                refused.sum());
    }
}

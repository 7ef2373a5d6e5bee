package org.oriel.itest;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.Captures;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.Target;
import org.oriel.api.source.WhileCaptureAllowed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** A source whose records a test makes: window 1 belongs to an approved application, window 2 does not. */
@Component(name = "org.oriel.itest.probe", immediate = true)
@WhileCaptureAllowed
@Captures(kind = "recorded", what = "records that a test makes", sensitivity = "low")
public final class ProbeSource implements CaptureSource, RecordDecoder {
    /** Executable that the test's policy approves. */
    static final String APPROVED = "/usr/bin/approved";

    private static final AtomicReference<ProbeSource> CURRENT = new AtomicReference<>();

    /** Set by a test: what {@code decode} does instead, once per record. */
    static volatile Optional<Runnable> misbehave = Optional.empty();

    private final Feed feed;
    private final RawRecord one = new RawRecord();

    /** Opens a feed. */
    @Activate
    public ProbeSource(@Reference EventSink sink) {
        feed = sink.open(this);
        CURRENT.set(this);
    }

    /** Closes it. */
    @Deactivate
    public void stop() {
        CURRENT.compareAndSet(this, null);
        feed.close();
    }

    static Optional<ProbeSource> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    synchronized boolean focus(int window) {
        return feed.offer(begin(RecordKind.FOCUS).window(window, 0));
    }

    /** One key press and release of a character. */
    synchronized boolean type(int window, char character) {
        return feed.offer(
                        begin(RecordKind.KEY).window(window, 0).code(character).flags(RawRecord.FLAG_DOWN))
                && feed.offer(begin(RecordKind.KEY).window(window, 0).code(character));
    }

    boolean type(int window, String text) {
        return text.chars().allMatch(c -> type(window, (char) c));
    }

    synchronized boolean click(int window) {
        return feed.offer(begin(RecordKind.BUTTON).window(window, 0).code(1).flags(RawRecord.FLAG_DOWN));
    }

    private RawRecord begin(int kind) {
        return one.begin(kind, System.nanoTime()).origin(RawRecord.ORIGIN_PHYSICAL);
    }

    @Override
    public SourceHealth health() {
        return new SourceHealth(SourceHealth.State.OK, "", 0, 0);
    }

    @Override
    public Target target(RawRecord rawRecord) {
        String executable = rawRecord.window() == 1 ? APPROVED : "/usr/bin/other";
        return new Target(Target.Scope.WINDOW, rawRecord.window(), new Application(executable, true, "Probe"));
    }

    @Override
    public void track(RawRecord rawRecord) {}

    @Override
    public void skip(RawRecord rawRecord) {}

    @Override
    public void decode(RawRecord rawRecord, Consumer<EventBody> out) {
        misbehave.ifPresent(Runnable::run);
        if (rawRecord.kind() == RecordKind.KEY) {
            Key.Phase phase = rawRecord.has(RawRecord.FLAG_DOWN) ? Key.Phase.DOWN : Key.Phase.UP;
            Sensitive key = Sensitive.of(String.valueOf((char) rawRecord.code()));
            out.accept(new Key(phase, key, key, Set.of(), 1));
        } else if (rawRecord.kind() == RecordKind.BUTTON) {
            out.accept(new PointerButton(true, 1, Point.at(1, 1), Set.of()));
        }
    }
}

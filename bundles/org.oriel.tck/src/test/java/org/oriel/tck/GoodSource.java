package org.oriel.tck;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.Target;

/** A source that keeps its contract: a thread that plays "hello" into window 1 and a secret into window 2. */
class GoodSource implements CaptureSource {
    static final String SECRET = "hunter2hunter2";

    final Feed feed;
    final AtomicLong offered = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();
    private final Thread thread = new Thread(this::play, "good-source");

    GoodSource(EventSink sink) {
        this(sink, new Decoder());
    }

    GoodSource(EventSink sink, RecordDecoder decoder) {
        feed = sink.open(decoder);
        thread.start();
    }

    static List<RawRecord> session() {
        List<RawRecord> records = new java.util.ArrayList<>();
        records.add(RawRecords.of(RecordKind.WINDOW, 1, 1));
        records.add(RawRecords.of(RecordKind.FOCUS, 2, 1));
        type(records, 1, "hello");
        type(records, 2, SECRET);
        type(records, 1, "bye");
        return records;
    }

    private static void type(List<RawRecord> records, int window, String text) {
        text.chars().forEach(c -> records.add(RawRecords.key(records.size(), window, c, c, true)));
    }

    private void play() {
        for (RawRecord record : session()) {
            if (feed.offer(record)) {
                offered.incrementAndGet();
            } else {
                dropped.incrementAndGet();
            }
        }
    }

    void stop() throws Exception {
        thread.join();
        feed.close();
    }

    @Override
    public SourceHealth health() {
        return new SourceHealth(SourceHealth.State.OK, "plays a session", offered.get(), dropped.get());
    }

    static class Decoder implements RecordDecoder {
        @Override
        public Target target(RawRecord raw) {
            return switch (raw.kind()) {
                case RecordKind.WINDOW -> Target.CONTROL;
                case RecordKind.KEY, RecordKind.FOCUS ->
                    new Target(
                            Target.Scope.WINDOW,
                            raw.window(),
                            new Application("/usr/bin/app" + raw.window(), true, "App"));
                default -> Target.UNKNOWN;
            };
        }

        @Override
        public void track(RawRecord raw) {}

        @Override
        public void decode(RawRecord raw, Consumer<EventBody> out) {
            if (raw.kind() == RecordKind.KEY && Character.isValidCodePoint((int) raw.value())) {
                Sensitive key = Sensitive.of(Character.toString((int) raw.value()));
                out.accept(new Key(Key.Phase.DOWN, Sensitive.empty(), key, Set.of(), 1));
            }
        }

        @Override
        public void skip(RawRecord raw) {}
    }
}

package org.oriel.context.browser;

import java.lang.annotation.Annotation;
import java.util.List;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.source.x11.X11Source;
import org.oriel.tck.RecordingSink;

/** When keys were pressed, as the hook of the real source sees it. */
final class HookedKeys implements AutoCloseable {
    private final RecordingSink sink = new RecordingSink();
    private final X11Source source;

    HookedKeys(String display) {
        source = new X11Source(
                new X11Source.Config() {
                    @Override
                    public String display() {
                        return display;
                    }

                    @Override
                    public int sampleHertz() {
                        return 20;
                    }

                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return X11Source.Config.class;
                    }
                },
                sink);
    }

    /** Of each key that went down so far. */
    List<Long> times() {
        return downs().stream().map(RawRecord::monotonicNanos).toList();
    }

    private List<RawRecord> downs() {
        return sink.feed().records().stream()
                .filter(r -> r.kind() == RecordKind.KEY && r.has(RawRecord.FLAG_DOWN) && !r.has(RawRecord.FLAG_REPEAT))
                .toList();
    }

    @Override
    public void close() {
        source.stop();
    }
}

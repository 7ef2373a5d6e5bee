package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.EventBody;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.Target;

/**
 * One life of the pipeline thread, and all that it may still touch after another has taken over: plugins keep what they
 * were handed, so that is never the successor's.
 */
final class Runner implements Runnable {
    final Guard guard;
    final RawRecord raw = new RawRecord();
    final List<EventBody> bodies = new ArrayList<>();
    Target target = Target.UNKNOWN;

    private final Engine engine;
    private final @Nullable Runner hung;
    private volatile @Nullable Thread thread;

    /** {@code hung} is the predecessor that was given up, or null. */
    Runner(Engine engine, Guard guard, @Nullable Runner hung) {
        this.engine = engine;
        this.guard = guard;
        this.hung = hung;
    }

    void start() {
        Thread fresh = new Thread(this, "oriel-pipeline");
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        try {
            engine.run(this, hung);
        } catch (Abandoned given) {
            // Another thread runs the pipeline now. Nothing may be touched here.
        }
    }
}

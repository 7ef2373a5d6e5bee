package org.oriel.source.replay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.Captures;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.Feed;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.WhileCaptureAllowed;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Plays a recorded session as if it happened now. */
@Component(name = "org.oriel.source.replay", immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@WhileCaptureAllowed
@Captures(kind = "recorded", what = "a recorded sample session, nothing of this computer", sensitivity = "low")
@Designate(ocd = ReplaySource.Config.class)
public final class ReplaySource implements CaptureSource {
    /** Settings. */
    @ObjectClassDefinition(name = "Replay of a recorded session")
    @interface Config {
        /** Path of the session. */
        @AttributeDefinition(description = "Path of a recorded session; empty for the one that is shipped")
        String file() default "";

        /** How fast. */
        @AttributeDefinition(description = "How many times faster than it was recorded; 0 for as fast as it is taken")
        double speed() default 1;

        /** An even rate instead. */
        @AttributeDefinition(description = "Play at an even rate instead; 0 for the recorded times")
        int recordsPerSecond() default 0;

        /** How many times. */
        @AttributeDefinition(description = "How many times it is played, one after the other")
        int loops() default 1;
    }

    private static final double FASTEST = 1_000_000;
    private static final int MOST_PER_SECOND = 1_000_000;
    private static final int MOST_LOOPS = 1_000_000;
    private static final int JOIN_MILLIS = 2_000;

    private final Feed feed;
    private final Player player;
    private final Thread thread;
    private final Runnable withdraw;

    @Activate
    public ReplaySource(BundleContext context, @Reference EventSink sink, Config config) {
        this(
                sink,
                config.file(),
                config.speed(),
                config.recordsPerSecond(),
                config.loops(),
                new FinishedCondition(context));
    }

    private ReplaySource(
            EventSink sink, String file, double speed, int recordsPerSecond, int loops, FinishedCondition condition) {
        this(sink, file, speed, recordsPerSecond, loops, condition::announce, condition::withdraw);
    }

    /**
     * @param announce called after the last record was offered
     * @param withdraw called when the source is gone
     */
    ReplaySource(
            EventSink sink,
            String file,
            double speed,
            int recordsPerSecond,
            int loops,
            Runnable announce,
            Runnable withdraw) {
        if (!(speed >= 0 && speed <= FASTEST)) {
            throw refused("speed", speed, "0 to " + (long) FASTEST);
        }
        if (recordsPerSecond < 0 || recordsPerSecond > MOST_PER_SECOND) {
            throw refused("recordsPerSecond", recordsPerSecond, "0 to " + MOST_PER_SECOND);
        }
        if (loops < 1 || loops > MOST_LOOPS) {
            throw refused("loops", loops, "1 to " + MOST_LOOPS);
        }
        SessionFile session = SessionFile.of(file);
        AtomicLong done = new AtomicLong();
        feed = sink.open(new ReplayDecoder(done::incrementAndGet));
        player = new Player(session, new Pace(speed, recordsPerSecond), loops, done, feed, announce);
        this.withdraw = withdraw;
        thread = new Thread(player, "org.oriel.source.replay");
        thread.setDaemon(true);
        thread.start();
    }

    private static IllegalArgumentException refused(String name, Object value, String allowed) {
        return new IllegalArgumentException(name + ": " + value + ", allowed: " + allowed);
    }

    /** Stops playing: when it returns there is no thread, no feed and no condition. */
    @Deactivate
    void deactivate() {
        player.stop();
        LockSupport.unpark(thread);
        awaitEnd();
        feed.close();
        withdraw.run();
    }

    private void awaitEnd() {
        // Whoever is told that it finished may stop everything right there, on the player's own thread.
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public SourceHealth health() {
        return player.health();
    }
}

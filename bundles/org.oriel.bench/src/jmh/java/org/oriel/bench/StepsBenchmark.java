package org.oriel.bench;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Key;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;
import org.oriel.pipeline.HoldBackParts;
import org.oriel.spool.SpoolParts;

/** Single steps of an event's way, per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms8m", "-Xmx96m", "-XX:ReservedCodeCacheSize=24m"})
public class StepsBenchmark {
    private static final int BLOCK = 64;
    private static final String TYPED = "please write to jane.doe@example.org or call me before the meeting tomorrow ";

    private final List<CaptureEvent> events = new BenchEvents().next(BLOCK);
    private final StringBuilder json = new StringBuilder();
    private final Codec codec;
    private final TextDetector detector = DetectorParts.of("org.oriel.redact.text");
    private final Sensitive text = Sensitive.of(TYPED + TYPED);
    private final HoldBackParts holdBack = new HoldBackParts(detector);
    private int typed;

    /** Called by JMH. */
    public StepsBenchmark() {
        try {
            codec = new Codec();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON. */
    @Benchmark
    @OperationsPerInvocation(BLOCK)
    public int encode() {
        json.setLength(0);
        for (CaptureEvent event : events) {
            SpoolParts.write(event, json);
        }
        return json.length();
    }

    /** JSON, deflate and AES-GCM of a block of 64. */
    @Benchmark
    @OperationsPerInvocation(BLOCK)
    public byte[] seal() throws java.security.GeneralSecurityException {
        return codec.seal(events);
    }

    /** All detectors over 150 characters: what one checkpoint of the hold-back costs. */
    @Benchmark
    public List<Finding> detect() {
        return detector.detect(text);
    }

    /** One key event through the hold-back, checkpoints included. */
    @Benchmark
    public void holdBack(Blackhole out) {
        holdBack.add(key(typed++), out::consume);
    }

    private CaptureEvent key(int i) {
        char character = TYPED.charAt(i / 2 % TYPED.length());
        Key.Phase phase = i % 2 == 0 ? Key.Phase.DOWN : Key.Phase.UP;
        String code = character == ' ' ? "Space" : "Key" + Character.toUpperCase(character);
        Key key = new Key(phase, Sensitive.of(code), Sensitive.of(String.valueOf(character)), Set.of(), 1);
        long nanos = 50_000_000L * (i + 1);
        return events.get(0).withTime(new EventTime(nanos, nanos / 1_000_000)).withBody(key);
    }
}

package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.export.Batch;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.RedactionView;
import org.oriel.api.redact.Redactor;
import org.oriel.api.redact.TextDetector;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.Target;

/** The contracts against plugins that keep them, and against plugins that break them in one way each. */
class ContractsTest {
    // ---- exporters ----

    /** Keeps the contract; the target is a list that outlives its instances. */
    static class GoodExporterTest extends ExporterContract {
        final List<String> target = new ArrayList<>();
        ExporterContract.Failure broken = null;

        @Override
        protected Exporter start() {
            return this::deliver;
        }

        void deliver(Batch batch) throws PermanentException, RetryableException {
            if (broken == Failure.PASSING) {
                throw new RetryableException("target: no room");
            }
            if (broken == Failure.LASTING) {
                throw new PermanentException("target: refused");
            }
            batch.records().forEach(record -> target.add(record.json()));
        }

        @Override
        protected List<String> stored() {
            return List.copyOf(target);
        }

        @Override
        protected boolean storesJson() {
            return true;
        }

        @Override
        protected boolean breakTarget(Failure failure) {
            broken = failure;
            return true;
        }

        @Override
        protected void heal() {
            broken = null;
        }
    }

    /** Answers before its target has the batch. */
    static class QueueingExporterTest extends GoodExporterTest {
        private final List<Batch> queue = new ArrayList<>();

        @Override
        void deliver(Batch batch) throws PermanentException, RetryableException {
            queue.add(batch);
            if (queue.size() > 1) {
                super.deliver(queue.remove(0));
            }
        }
    }

    /** Leaves out what it cannot write. */
    static class AsciiExporterTest extends GoodExporterTest {
        @Override
        protected List<String> stored() {
            return super.stored().stream()
                    .map(json -> new String(json.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII))
                    .toList();
        }
    }

    /** Puts the batch into its message. */
    static class TalkativeExporterTest extends GoodExporterTest {
        @Override
        void deliver(Batch batch) throws PermanentException, RetryableException {
            try {
                super.deliver(batch);
            } catch (RetryableException e) {
                throw new RetryableException("cannot write "
                        + batch.records().get(batch.records().size() - 1).json());
            }
        }
    }

    /** Stores a redelivery twice although it says that it does not. */
    static class FalselyIdempotentExporterTest extends GoodExporterTest {
        @Override
        protected boolean idempotent() {
            return true;
        }
    }

    /** Reports what passes as permanent. */
    static class ImpatientExporterTest extends GoodExporterTest {
        @Override
        void deliver(Batch batch) throws PermanentException, RetryableException {
            try {
                super.deliver(batch);
            } catch (RetryableException e) {
                throw new PermanentException("target: full", e);
            }
        }
    }

    /** Leaves a thread behind. */
    static class LeakingExporterTest extends GoodExporterTest {
        @Override
        protected Exporter start() {
            Thread thread = new Thread(() -> java.util.concurrent.locks.LockSupport.parkNanos(20_000_000_000L), "leak");
            thread.setDaemon(true);
            thread.start();
            return super.start();
        }
    }

    @Nested
    class Exporters {
        @Test
        void aGoodOnePasses() {
            assertPasses(GoodExporterTest.class, 13);
        }

        @Test
        void abuseIsSeen() {
            assertFails(QueueingExporterTest.class, "storesInOrder");
            assertFails(AsciiExporterTest.class, "keepsAnyText");
            assertFails(TalkativeExporterTest.class, "tellsNoContent");
            assertFails(FalselyIdempotentExporterTest.class, "takesTheSameBatchAgain", "takesOverFromAnother");
            assertFails(ImpatientExporterTest.class, "saysWhatPasses");
            assertFails(LeakingExporterTest.class, "endsWhenStopped", "stopsUnused");
        }
    }

    // ---- detectors and redactors ----

    static final Pattern EMAIL = Pattern.compile("[a-z.]{1,64}@[a-z]{1,64}\\.example");

    static List<Finding> emails(String text) {
        List<Finding> findings = new ArrayList<>();
        Matcher matcher = EMAIL.matcher(text);
        while (matcher.find()) {
            findings.add(new Finding(matcher.start(), matcher.end(), "EMAIL", "test.email"));
        }
        return findings;
    }

    static class GoodDetectorTest extends TextDetectorContract {
        @Override
        protected TextDetector detector() {
            return detecting(ContractsTest::emails);
        }

        static TextDetector detecting(Function<String, List<Finding>> find) {
            return new TextDetector() {
                @Override
                public Set<String> classes() {
                    return Set.of("EMAIL");
                }

                @Override
                public List<Finding> detect(Sensitive text) {
                    return find.apply(text.reveal());
                }
            };
        }

        @Override
        protected List<Sample> samples() {
            return List.of(new Sample("to jane.doe@work.example today", "jane.doe@work.example", "EMAIL"));
        }

        @Override
        protected List<String> cleanTexts() {
            return List.of("see you @ noon", "3.14");
        }
    }

    /** Counts code points where Java counts characters. */
    static class CodePointDetectorTest extends GoodDetectorTest {
        @Override
        protected TextDetector detector() {
            return detecting(text -> emails(text).stream()
                    .map(f -> new Finding(
                            text.codePointCount(0, f.start()), text.codePointCount(0, f.end()), "EMAIL", "test"))
                    .toList());
        }
    }

    /** Remembers what it saw. */
    static class StatefulDetectorTest extends GoodDetectorTest {
        private int calls;

        @Override
        protected TextDetector detector() {
            return detecting(text -> ++calls > 1 ? List.of() : emails(text));
        }
    }

    /** Puts the value into the name of its rule, and uses a class that it does not declare. */
    static class TalkativeDetectorTest extends GoodDetectorTest {
        @Override
        protected TextDetector detector() {
            return detecting(text -> emails(text).stream()
                    .map(f -> new Finding(f.start(), f.end(), "MAIL", text.substring(f.start(), f.end())))
                    .toList());
        }
    }

    static class GoodRedactorTest extends RedactorContract {
        @Override
        protected Redactor redactor() {
            return new Redactor() {
                @Override
                public Set<String> classes() {
                    return Set.of("EMAIL");
                }

                @Override
                public Optional<CaptureEvent> redact(CaptureEvent event, RedactionView view) {
                    return Optional.of(GoodRedactorTest.this.redact(event, view));
                }
            };
        }

        CaptureEvent redact(CaptureEvent event, RedactionView view) {
            List<Redaction> noted = new ArrayList<>();
            EventBody body = event.body().mapSensitive(text -> {
                String out = text.reveal();
                for (Finding f : emails(text.reveal())) {
                    String value = text.reveal().substring(f.start(), f.end());
                    String ref = view.placeholder("EMAIL", Sensitive.of(value));
                    noted.add(new Redaction("EMAIL", ref, f.rule(), Redaction.bucket(value.length())));
                    out = out.replace(value, ref);
                }
                return Sensitive.of(out);
            });
            return noted.isEmpty() ? event : event.withBody(body).withRedactions(noted);
        }

        @Override
        protected List<Sample> samples() {
            String secret = "jane.doe@work.example";
            return List.of(new Sample(new org.oriel.tck.Events().titled("Mail to " + secret), secret));
        }

        @Override
        protected List<CaptureEvent> cleanEvents() {
            return new org.oriel.tck.Events().everyKind();
        }
    }

    /** Masks without saying so. */
    static class SilentRedactorTest extends GoodRedactorTest {
        @Override
        CaptureEvent redact(CaptureEvent event, RedactionView view) {
            return event.withBody(super.redact(event, view).body());
        }
    }

    /** Gives events another purpose. */
    static class WideningRedactorTest extends GoodRedactorTest {
        @Override
        CaptureEvent redact(CaptureEvent event, RedactionView view) {
            CaptureEvent e = super.redact(event, view);
            return new CaptureEvent(
                    e.id(),
                    e.session(),
                    e.device(),
                    e.time(),
                    e.source(),
                    e.actor(),
                    e.subject(),
                    e.policyHash(),
                    e.grant(),
                    "anything",
                    e.redactions(),
                    e.body());
        }
    }

    @Nested
    class Redaction_ {
        @Test
        void goodOnesPass() {
            assertPasses(GoodDetectorTest.class, 6);
            assertPasses(GoodRedactorTest.class, 6);
        }

        @Test
        void abuseIsSeen() {
            assertFails(CodePointDetectorTest.class, "findsSamples");
            assertFails(StatefulDetectorTest.class, "isPure", "findsSamples");
            assertFails(
                    TalkativeDetectorTest.class,
                    "findsSamples",
                    "staysWithinBounds",
                    "survivesHostileTexts",
                    "tellsNoContent");
            assertFails(SilentRedactorTest.class, "declaresClasses");
            assertFails(WideningRedactorTest.class, "leavesCleanEventsAlone", "neverWidens");
        }
    }

    // ---- sources ----

    static class GoodSourceTest extends SourceContract {
        @Override
        protected CaptureSource start(EventSink sink) {
            return new GoodSource(sink);
        }

        @Override
        protected void stop(CaptureSource source) throws Exception {
            ((GoodSource) source).stop();
        }

        @Override
        protected void act() {}

        @Override
        protected int records() {
            return GoodSource.session().size();
        }

        @Override
        protected Predicate<Target> allowed() {
            return target -> target.window() == 1;
        }

        @Override
        protected String refusedText() {
            return GoodSource.SECRET;
        }
    }

    /** Hands skipped keys over with the next admitted one. */
    static class RememberingSourceTest extends GoodSourceTest {
        @Override
        protected CaptureSource start(EventSink sink) {
            return new GoodSource(sink, new GoodSource.Decoder() {
                private final List<RawRecord> skipped = new ArrayList<>();

                @Override
                public void skip(RawRecord raw) {
                    skipped.add(RawRecords.copy(raw));
                }

                @Override
                public void decode(RawRecord raw, Consumer<EventBody> out) {
                    skipped.forEach(record -> super.decode(record, out));
                    skipped.clear();
                    super.decode(raw, out);
                }
            });
        }
    }

    /** Calls every record a control record and decodes there. */
    static class EverythingIsControlTest extends GoodSourceTest {
        @Override
        protected CaptureSource start(EventSink sink) {
            return new GoodSource(sink, new GoodSource.Decoder() {
                @Override
                public Target target(RawRecord raw) {
                    return Target.CONTROL;
                }
            });
        }
    }

    /** Offers once more after it closed its feed, and does not end its thread. */
    static class LingeringSourceTest extends GoodSourceTest {
        @Override
        protected void stop(CaptureSource source) throws Exception {
            GoodSource good = (GoodSource) source;
            good.stop();
            good.feed.offer(new RawRecord());
            Thread thread =
                    new Thread(() -> java.util.concurrent.locks.LockSupport.parkNanos(20_000_000_000L), "linger");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Nested
    class Sources {
        @Test
        void aGoodOnePasses() {
            assertPasses(GoodSourceTest.class, 10);
        }

        @Test
        void abuseIsSeen() {
            assertFails(RememberingSourceTest.class, "tellsNothingOfRefusedWindows");
            assertFails(EverythingIsControlTest.class, "controlRecordsHoldNoInput", "tellsNothingOfRefusedWindows");
            assertFails(LingeringSourceTest.class, "isGoneWhenStopped", "startsAgain", "survivesFullRing");
        }
    }

    static void assertPasses(Class<?> contract, int tests) {
        Events ran = run(selectClass(contract));
        assertThat(failed(ran)).as(contract.getSimpleName()).isEmpty();
        assertThat(ran.succeeded().count())
                .as("tests of " + contract.getSimpleName())
                .isEqualTo(tests);
    }

    static void assertFails(Class<?> contract, String... requirements) {
        DiscoverySelector[] tests = Arrays.stream(requirements)
                .map(requirement -> selectMethod(contract, requirement))
                .toArray(DiscoverySelector[]::new);
        assertThat(failed(run(tests)).keySet()).as(contract.getSimpleName()).containsExactlyInAnyOrder(requirements);
    }

    private static Events run(DiscoverySelector... tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(tests).execute().testEvents();
    }

    /** The tests that failed, and why. */
    private static Map<String, String> failed(Events events) {
        Map<String, String> failed = new TreeMap<>();
        events.failed().stream().forEach(event -> {
            String name =
                    event.getTestDescriptor().getUniqueId().getLastSegment().getValue();
            String why = event.getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .map(Throwable::toString)
                    .orElse("");
            failed.put(name.replace("()", ""), why);
        });
        return failed;
    }
}

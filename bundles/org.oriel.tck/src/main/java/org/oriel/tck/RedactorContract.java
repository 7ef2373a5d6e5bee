package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Redaction;
import org.oriel.api.redact.Redactor;

/** What every {@link Redactor} must do; {@code docs/plugins/redactor.md} gives the reasons. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class RedactorContract {
    /**
     * An event with something in it that must not leave.
     *
     * @param event the event
     * @param secret the text that must be gone, or the event with it
     */
    public record Sample(CaptureEvent event, String secret) {}

    /** For subclasses. */
    protected RedactorContract() {}

    /** The redactor, as its activation makes it. */
    protected abstract Redactor redactor() throws Exception;

    /** Events in which it must mask something, or which it must drop. */
    protected abstract List<Sample> samples();

    /** Events that it must not change. */
    protected abstract List<CaptureEvent> cleanEvents();

    @Test
    @DisplayName("MUST mask every sample, or drop the event")
    final void masksSamples() throws Exception {
        Redactor redactor = redactor();
        assertThat(samples()).isNotEmpty();
        for (Sample sample : samples()) {
            assertThat(json(Optional.of(sample.event())))
                    .as("a sample holds its secret")
                    .contains(sample.secret());
            assertThat(json(redactor.redact(sample.event(), new FakeRedactionView())))
                    .doesNotContain(sample.secret());
        }
    }

    @Test
    @DisplayName("MUST leave clean events alone")
    final void leavesCleanEventsAlone() throws Exception {
        Redactor redactor = redactor();
        assertThat(cleanEvents()).isNotEmpty();
        for (CaptureEvent event : cleanEvents()) {
            assertThat(redactor.redact(event, new FakeRedactionView())).contains(event);
        }
    }

    @Test
    @DisplayName("MUST be pure: the same event in the same session gives the same result")
    final void isPure() throws Exception {
        Redactor redactor = redactor();
        for (Sample sample : samples()) {
            Optional<CaptureEvent> first = redactor.redact(sample.event(), new FakeRedactionView());
            hostile().forEach(event -> redactor.redact(event, new FakeRedactionView()));
            assertThat(redactor.redact(sample.event(), new FakeRedactionView())).isEqualTo(first);
            assertThat(redactor().redact(sample.event(), new FakeRedactionView()))
                    .isEqualTo(first);
        }
    }

    @Test
    @DisplayName("MUST NOT widen: who, when and under which consent stay; what was masked stays masked")
    final void neverWidens() throws Exception {
        Redactor redactor = redactor();
        List<CaptureEvent> all = new ArrayList<>(cleanEvents());
        samples().forEach(sample -> all.add(sample.event()));
        all.addAll(new Events().everyKind());
        for (CaptureEvent event : all) {
            FakeRedactionView view = new FakeRedactionView();
            redactor.redact(event, view).ifPresent(out -> {
                assertThat(List.of(out.id(), out.session(), out.device(), out.policyHash(), out.grant(), out.purpose()))
                        .isEqualTo(List.of(
                                event.id(),
                                event.session(),
                                event.device(),
                                event.policyHash(),
                                event.grant(),
                                event.purpose()));
                assertThat(out.redactions()).containsAll(event.redactions());
                assertThat(redactor.redact(out, view).map(CaptureEvent::body))
                        .as("a second pass over its own result")
                        .contains(out.body());
            });
        }
    }

    @Test
    @DisplayName("MUST note what it masked, by a class that it declares and without the value")
    final void declaresClasses() throws Exception {
        Redactor redactor = redactor();
        assertThat(redactor.classes()).isNotEmpty().allMatch(type -> type.matches("[A-Z][A-Z0-9_]*"));
        for (Sample sample : samples()) {
            redactor.redact(sample.event(), new FakeRedactionView()).ifPresent(out -> {
                List<Redaction> added = out.redactions()
                        .subList(
                                sample.event().redactions().size(),
                                out.redactions().size());
                assertThat(added).as("redactions noted").isNotEmpty();
                assertThat(redactor.classes())
                        .containsAll(added.stream().map(Redaction::type).toList());
                assertThat(added.toString()).doesNotContain(sample.secret());
            });
        }
    }

    @Test
    @DisplayName("MUST NOT throw or hang on any event: every kind, with any text in it")
    final void survivesHostileEvents() throws Exception {
        Redactor redactor = redactor();
        for (CaptureEvent event : hostile()) {
            assertThat(redactor.redact(event, new FakeRedactionView())).isNotNull();
        }
    }

    private static List<CaptureEvent> hostile() {
        Events events = new Events();
        List<CaptureEvent> hostile = new ArrayList<>();
        HostileTexts.small().forEach(text -> hostile.addAll(events.everyKind(text)));
        hostile.addAll(events.everyKind("a1 ".repeat(HostileTexts.LARGE / 3)));
        return hostile;
    }

    private static String json(Optional<CaptureEvent> event) {
        return event.map(PlainJson::write).orElse("");
    }
}

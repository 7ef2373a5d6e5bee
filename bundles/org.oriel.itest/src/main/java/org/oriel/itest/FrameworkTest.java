package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.RedactionView;
import org.oriel.api.redact.Redactor;
import org.oriel.api.redact.TextDetector;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.EventSink;
import org.oriel.host.CapturePipeline;
import org.oriel.host.ConsentGate;
import org.oriel.host.EventStore;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** The invariants, inside the framework. The test set captures nothing of this computer, so it needs no consent. */
@SuppressWarnings("NullAway") // osgi-test sets the fields
class FrameworkTest {
    @InjectBundleContext
    BundleContext context;

    @InjectService(timeout = 20_000)
    ConsentGate gate;

    @InjectService(timeout = 20_000)
    CapturePipeline pipeline;

    @InjectService(timeout = 20_000)
    EventStore store;

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @BeforeEach
    void record() throws Exception {
        ProbeSource.misbehave = Optional.empty();
        if (gate.state().phase() == CaptureState.Phase.PAUSED) {
            gate.resume();
        }
        Waits.until("recording", () -> gate.state().phase() == CaptureState.Phase.RECORDING);
        Waits.until("the probe is there", () -> ProbeSource.current().isPresent());
    }

    @AfterEach
    void clean() throws Exception {
        ProbeSource.misbehave = Optional.empty();
        registrations.forEach(ServiceRegistration::unregister);
        // A fresh session clears what a test suspended.
        if (gate.state().phase() == CaptureState.Phase.RECORDING) {
            gate.pause(Duration.ofHours(1));
        }
    }

    private static ProbeSource probe() {
        return ProbeSource.current().orElseThrow(() -> new AssertionError("no probe"));
    }

    private long stored(String word) {
        try {
            return store.read(0, 10_000).stream()
                    .flatMap(b -> b.lines().stream())
                    .filter(l -> l.contains(word))
                    .count();
        } catch (org.oriel.host.StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static String keyLine(char character) {
        return "\"key\":\"" + character + "\"";
    }

    @Test
    @DisplayName("a key typed into an approved window is stored; into another one, never")
    void path() {
        probe().focus(1);
        probe().type(1, "ѫ");
        probe().focus(2);
        probe().type(2, "Ѭ");
        probe().focus(0);
        Waits.until("stored", () -> {
            pipeline.flush();
            return stored(keyLine('ѫ')) > 0;
        });
        assertThat(stored("Ѭ")).isZero();
    }

    @Test
    @DisplayName("while capture is not allowed there is no condition, no source, no sink, and nothing is stored")
    void existence() throws Exception {
        ServiceReference<EventSink> sink = context.getServiceReference(EventSink.class);
        assertThat(sink).isNotNull();
        ProbeSource probe = probe();
        probe.focus(1);

        gate.pause(Duration.ofHours(1));

        assertThat(condition()).isEmpty();
        assertThat(context.getServiceReference(CaptureSource.class)).isNull();
        assertThat(context.getServiceReference(EventSink.class)).isNull();
        assertThat(ProbeSource.current()).isEmpty();
        long last = store.status().last();
        assertThat(probe.type(1, "x")).as("a closed feed takes nothing").isFalse();
        pipeline.flush();
        assertThat(store.status().last()).isEqualTo(last);

        gate.resume();
        assertThat(condition()).hasSize(1);
        Waits.until("the probe is back", () -> ProbeSource.current().isPresent());
    }

    private Collection<ServiceReference<Condition>> condition() throws InvalidSyntaxException {
        return context.getServiceReferences(Condition.class, "(osgi.condition.id=capture.allowed)");
    }

    @Test
    @DisplayName("a bundle that captures more than was agreed to holds capture until it is gone")
    void widening() throws Exception {
        Bundle bundle = context.installBundle(
                "wider",
                bundle(
                        "org.example.wider",
                        "oriel.capture;kind=key;what=keys",
                        "capture.permit;filter:=\"(kind=key)\""));
        try {
            bundle.start();
            Waits.until("held", () -> gate.state().phase() != CaptureState.Phase.RECORDING);
            assertThat(context.getServiceReference(CaptureSource.class)).isNull();
            assertThat(gate.notice().capturesPerson()).isTrue();
        } finally {
            bundle.uninstall();
        }
        Waits.until("recording again", () -> gate.state().phase() == CaptureState.Phase.RECORDING);
    }

    @Test
    @DisplayName("a bundle that captures a kind no law pack permits does not resolve")
    void law() throws Exception {
        Bundle bundle = context.installBundle(
                "unlawful",
                bundle(
                        "org.example.unlawful",
                        "oriel.capture;kind=microphone;what=sound",
                        "capture.permit;filter:=\"(kind=microphone)\""));
        try {
            assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);
            org.assertj.core.api.Assertions.assertThatThrownBy(bundle::start).hasMessageContaining("capture.permit");
        } finally {
            bundle.uninstall();
        }
    }

    @Test
    @DisplayName("a throwing decoder costs its records, is suspended, and the rest goes on")
    void throwing() {
        ProbeSource.misbehave = Optional.of(() -> {
            throw new IllegalStateException("broken on purpose");
        });
        probe().focus(1);
        for (int i = 0; i < 300; i++) {
            probe().click(1);
        }
        Waits.until("suspended", () -> !pipeline.status().suspended().isEmpty());
        assertThat(gate.state().phase()).isEqualTo(CaptureState.Phase.RECORDING);
    }

    @Test
    @DisplayName("a throwing redactor drops its events, and the drop is recorded")
    void throwingRedactor() {
        register(Redactor.class, new Redactor() {
            @Override
            public Set<String> classes() {
                return Set.of();
            }

            @Override
            public Optional<CaptureEvent> redact(CaptureEvent event, RedactionView view) {
                throw new IllegalStateException("broken on purpose");
            }
        });
        long before = store.status().last();
        probe().focus(1);
        probe().type(1, "ѯ");
        probe().focus(0);
        Waits.until("dropped", () -> {
            pipeline.flush();
            return pipeline.status().dropped().keySet().stream().anyMatch(r -> r.startsWith("redactor"));
        });
        assertThat(stored(keyLine('ѯ'))).isZero();
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        probe().focus(1);
        probe().type(1, "ѱ");
        probe().focus(0);
        Waits.until("the rest goes on", () -> {
            pipeline.flush();
            return stored(keyLine('ѱ')) > 0;
        });
        assertThat(store.status().last()).isGreaterThan(before);
    }

    @Test
    @DisplayName("a hanging detector is suspended, nothing unseen by it is stored, and the core goes on")
    void hanging() {
        CountDownLatch never = new CountDownLatch(1);
        register(TextDetector.class, new TextDetector() {
            @Override
            public Set<String> classes() {
                return Set.of("NEVER");
            }

            @Override
            public List<Finding> detect(Sensitive text) {
                if (text.reveal().contains("Ѳ")) {
                    awaitForever();
                }
                return List.of();
            }

            private void awaitForever() {
                boolean done = false;
                while (!done) {
                    try {
                        never.await();
                        done = true;
                    } catch (InterruptedException e) {
                        // A plugin that ignores interruption is just what this is about.
                    }
                }
            }
        });
        probe().focus(1);
        probe().type(1, "Ѳ");
        probe().focus(0);
        Waits.until("suspended", () -> !pipeline.status().suspended().isEmpty());
        assertThat(stored("Ѳ")).isZero();
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        probe().focus(1);
        probe().type(1, "ѵ");
        probe().focus(0);
        Waits.until("the core goes on", () -> {
            pipeline.flush();
            return stored(keyLine('ѵ')) > 0;
        });
        never.countDown();
    }

    @Test
    @DisplayName("a flooding source is suspended, and what it flooded is counted")
    void flooding() {
        ProbeSource probe = probe();
        probe.focus(1);
        Waits.until("suspended", () -> {
            for (int i = 0; i < 20_000; i++) {
                probe.click(1);
            }
            return !pipeline.status().suspended().isEmpty();
        });
        assertThat(gate.state().phase()).isEqualTo(CaptureState.Phase.RECORDING);
        Waits.until("counted", () -> pipeline.status().gaps() > 0);
    }

    private <T> void register(Class<T> type, T service) {
        registrations.add(context.registerService(type, service, null));
    }

    private static InputStream bundle(String name, String provides, String requires) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Provide-Capability", provides);
        main.putValue("Require-Capability", requires);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}

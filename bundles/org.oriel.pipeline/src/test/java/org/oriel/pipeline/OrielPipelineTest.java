package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Mark;
import org.oriel.api.redact.TextDetector;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.Feed;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.RawRecords;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The component: the sink's existence, and who may open a feed. The framework is a fake. */
class OrielPipelineTest {
    @TempDir
    private Path directory;

    private final FakeStore store = new FakeStore();
    private final CapturingLogger logger = new CapturingLogger();
    private final List<ServiceFactory<EventSink>> registered = new ArrayList<>();
    private final List<Map.Entry<Bundle, EventSink>> handedOut = new ArrayList<>();
    private OrielPipeline pipeline;

    @BeforeEach
    void activate() {
        pipeline = new OrielPipeline(
                context(),
                store,
                new FakeAdmission(),
                logger.logger(),
                SettingsTest.config(Map.of(
                        "directory", directory.toString(), "lingerMillis", 0, "requiredDetectors", new String[] {"d"
                        })));
        pipeline.addDetector(
                new TextDetector() {
                    @Override
                    public java.util.Set<String> classes() {
                        return java.util.Set.of();
                    }

                    @Override
                    public List<org.oriel.api.redact.Finding> detect(org.oriel.api.event.Sensitive text) {
                        return List.of();
                    }
                },
                reference(bundle("d", List.of(), List.of(), true)));
    }

    @AfterEach
    void deactivate() {
        pipeline.stop();
        assertThat(logger.lines("ERROR")).isEmpty();
    }

    private EventSink sink(Bundle bundle) {
        EventSink sink = registered.get(0).getService(bundle, null);
        handedOut.add(Map.entry(bundle, sink));
        return sink;
    }

    @Test
    @DisplayName("the sink exists between begin and end, and only then")
    void existence() {
        assertThat(registered).isEmpty();
        pipeline.begin(Rig.GRANT);
        assertThat(registered).hasSize(1);
        pipeline.end(Disposition.KEEP, "pause");
        assertThat(registered).isEmpty();
        pipeline.end(Disposition.KEEP, "again");
        pipeline.begin(Rig.GRANT);
        assertThat(registered).hasSize(1);
        pipeline.stop();
        assertThat(registered).isEmpty();
        assertThat(store.events())
                .extracting(event -> ((Mark) event.body()).mark() + ((Mark) event.body()).reason())
                .containsExactly(
                        "SESSION_START", "PAUSE", "SESSION_ENDpause", "SESSION_START", "RESUME", "SESSION_ENDstop");
    }

    @Test
    @DisplayName("a source with a permit for each kind gets a feed under its bundle's name")
    void permitted() {
        pipeline.begin(Rig.GRANT);
        Bundle bundle = bundle("org.example.source", List.of("pointer"), List.of("pointer"), true);
        FakeSource decoder = new FakeSource(null);
        Feed feed = sink(bundle).open(decoder);
        feed.offer(RawRecords.of(2, System.nanoTime(), 1));
        pipeline.end(Disposition.KEEP, "pause");
        assertThat(store.events()).anySatisfy(event -> {
            assertThat(event.source()).isEqualTo("org.example.source/1.2.3");
            assertThat(event.body().type()).isEqualTo("pointer.button");
        });
        assertThat(feed.offer(RawRecords.of(2, 1, 1))).isFalse();
    }

    @Test
    @DisplayName(
            "a bundle without declaration, without permit for a kind, or whose law pack is gone is refused and listed")
    void refused() {
        pipeline.begin(Rig.GRANT);
        assertThatThrownBy(() -> sink(bundle("a", List.of(), List.of(), true)).open(new FakeSource(null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a: declares no oriel.capture");
        assertThatThrownBy(() -> sink(bundle("b", List.of("key", "page"), List.of("key"), true))
                        .open(new FakeSource(null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("b: no capture.permit from a law pack for page");
        assertThatThrownBy(() ->
                        sink(bundle("c", List.of("key"), List.of("key"), false)).open(new FakeSource(null)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(pipeline.status().suspended())
                .containsExactly(
                        "a/1.2.3: refused: declares no oriel.capture",
                        "b/1.2.3: refused: no capture.permit from a law pack for page",
                        "c/1.2.3: refused: no capture.permit from a law pack for key");
    }

    @Test
    @DisplayName("a bundle that gives the sink back without closing its feeds has them closed")
    void giveBack() {
        pipeline.begin(Rig.GRANT);
        Bundle bundle = bundle("org.example.source", List.of("pointer"), List.of("pointer"), true);
        EventSink sink = sink(bundle);
        FakeSource decoder = new FakeSource(null);
        Feed feed = sink.open(decoder);
        feed.offer(RawRecords.of(2, System.nanoTime(), 1));
        registered.get(0).ungetService(bundle, null, sink);
        assertThat(decoder.decoded).hasSize(1);
        assertThat(feed.offer(RawRecords.of(2, 1, 1))).isFalse();
    }

    @Test
    @DisplayName("a sink that outlives its session opens nothing")
    void oldSink() {
        pipeline.begin(Rig.GRANT);
        Bundle bundle = bundle("org.example.source", List.of("pointer"), List.of("pointer"), true);
        EventSink sink = sink(bundle);
        pipeline.end(Disposition.KEEP, "pause");
        assertThatThrownBy(() -> sink.open(new FakeSource(null))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("forgetting for ever is not too long")
    void forget() {
        pipeline.begin(Rig.GRANT);
        pipeline.forget(Duration.ofSeconds(Long.MAX_VALUE));
        pipeline.flush();
        assertThat(store.events())
                .extracting(event -> ((Mark) event.body()).mark())
                .containsExactly(Mark.Kind.SESSION_START, Mark.Kind.FORGET);
    }

    @SuppressWarnings("unchecked")
    private BundleContext context() {
        return fake(BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getBundle" -> bundle("org.oriel.pipeline", List.of(), List.of(), true);
            case "registerService" -> {
                if (arguments[0] != EventSink.class) {
                    yield fake(ServiceRegistration.class, (p, m, a) -> null);
                }
                ServiceFactory<EventSink> factory = (ServiceFactory<EventSink>) arguments[1];
                registered.add(factory);
                yield fake(ServiceRegistration.class, (p, m, a) -> {
                    handedOut.forEach(out -> factory.ungetService(out.getKey(), null, out.getValue()));
                    registered.remove(factory);
                    return null;
                });
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static ServiceReference<TextDetector> reference(Bundle bundle) {
        return fake(ServiceReference.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getBundle" -> bundle;
            case "getProperty" -> arguments[0].equals("service.id") ? 1L : null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    static Bundle bundle(String name, List<String> declares, List<String> permitted, boolean installed) {
        Bundle law = fake(Bundle.class, (p, m, a) -> installed ? Bundle.ACTIVE : Bundle.UNINSTALLED);
        BundleRevision revision = fake(BundleRevision.class, (p, m, a) -> law);
        BundleWiring lawWiring = fake(BundleWiring.class, (p, m, a) -> true);
        List<BundleWire> wires = permitted.stream()
                .map(kind -> OrielPipelineTest.<BundleWire>fake(BundleWire.class, (p, m, a) -> switch (m.getName()) {
                    case "getCapability" -> capability(kind);
                    case "getProvider" -> revision;
                    case "getProviderWiring" -> lawWiring;
                    default -> throw new UnsupportedOperationException(m.getName());
                }))
                .toList();
        BundleWiring wiring = fake(BundleWiring.class, (p, m, a) -> switch (m.getName()) {
            case "getCapabilities" ->
                declares.stream().map(OrielPipelineTest::capability).toList();
            case "getRequiredWires" -> wires;
            default -> throw new UnsupportedOperationException(m.getName());
        });
        return fake(Bundle.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getSymbolicName" -> name;
            case "getVersion" -> new Version("1.2.3");
            case "adapt" -> wiring;
            case "hashCode" -> name.hashCode();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static BundleCapability capability(String kind) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("kind", kind);
        return fake(BundleCapability.class, (p, m, a) -> attributes);
    }

    @SuppressWarnings("unchecked")
    private static <T> T fake(Class<?> type, InvocationHandler answers) {
        return (T) Proxy.newProxyInstance(OrielPipelineTest.class.getClassLoader(), new Class<?>[] {type}, answers);
    }
}

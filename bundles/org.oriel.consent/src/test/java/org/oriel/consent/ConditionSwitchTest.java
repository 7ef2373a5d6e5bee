package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

class ConditionSwitchTest {
    private final List<String> order = new ArrayList<>();
    private final Later calls = new Later();
    private final ConditionSwitch sources = new ConditionSwitch(this::register, calls, () -> order.add("free"));
    private boolean failing;

    @Test
    void registersAndUnregisters() {
        assertThat(sources.on()).isEmpty();
        assertThat(sources.off()).isEmpty();
        assertThat(sources.off()).isEmpty();

        assertThat(order).containsExactly("registered", "unregistered");
        assertThat(sources.stuck()).isEmpty();
        assertThat(ConditionSwitch.properties().get("osgi.condition.id")).isEqualTo("capture.allowed");
    }

    @Test
    @DisplayName("A source that hangs while it starts: what came up goes as soon as it lets go")
    void hangsWhileItStarts() {
        calls.hanging = true;
        assertThat(sources.on()).isEqualTo("a plugin hangs while it starts");
        assertThat(sources.stuck()).isNotEmpty();
        assertThat(sources.on()).as("not twice").isNotEmpty();
        assertThat(sources.off()).isNotEmpty();

        calls.letGo();
        assertThat(order).containsExactly("registered", "unregistered", "free");
        assertThat(sources.stuck()).isEmpty();

        calls.hanging = false;
        assertThat(sources.on()).isEmpty();
    }

    @Test
    void hangsWhileItStops() {
        assertThat(sources.on()).isEmpty();
        calls.hanging = true;
        assertThat(sources.off()).isEqualTo("a plugin hangs while it stops");
        assertThat(sources.on()).isEqualTo("a plugin hangs while it stops");

        calls.letGo();
        assertThat(order).containsExactly("registered", "unregistered", "free");
        assertThat(sources.stuck()).isEmpty();
    }

    @Test
    void frameworkThatRefuses() {
        failing = true;
        assertThat(sources.on()).contains("the bundle stops");
        assertThat(sources.stuck()).isEmpty();

        failing = false;
        assertThat(sources.on()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private ServiceRegistration<Condition> register() {
        if (failing) {
            throw new IllegalStateException("the bundle stops");
        }
        order.add("registered");
        return (ServiceRegistration<Condition>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("unregister");
                    order.add("unregistered");
                    return null;
                });
    }

    /** Calls that come back at once, or when a test says so. */
    private static final class Later implements Calls {
        private final List<BooleanSupplier> waiting = new ArrayList<>();
        boolean hanging;

        @Override
        public Outcome call(Object owner, Duration limit, BooleanSupplier call) {
            if (hanging) {
                waiting.add(call);
                return new Outcome(false, "did not return");
            }
            try {
                return new Outcome(call.getAsBoolean(), "");
            } catch (RuntimeException e) {
                return new Outcome(false, "threw " + e);
            }
        }

        void letGo() {
            waiting.forEach(BooleanSupplier::getAsBoolean);
            waiting.clear();
        }
    }
}

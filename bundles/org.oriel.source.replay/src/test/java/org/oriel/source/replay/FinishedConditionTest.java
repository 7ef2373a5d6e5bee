package org.oriel.source.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class FinishedConditionTest {
    private final List<String> calls = new ArrayList<>();
    private Runnable whileRegistering = () -> {};

    private final BundleContext context = proxy(BundleContext.class, (method, arguments) -> {
        calls.add(method + " " + ((Dictionary<?, ?>) arguments[2]).get("osgi.condition.id"));
        whileRegistering.run();
        return proxy(ServiceRegistration.class, (name, none) -> {
            calls.add(name);
            return null;
        });
    });

    private interface Call {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.answer(method.getName(), arguments)));
    }

    @Test
    void isRegisteredWhenAnnouncedAndGoneWhenWithdrawn() {
        FinishedCondition condition = new FinishedCondition(context);
        assertThat(calls).isEmpty();
        condition.announce();
        assertThat(calls).containsExactly("registerService replay.finished");
        condition.withdraw();
        condition.withdraw();
        assertThat(calls).containsExactly("registerService replay.finished", "unregister");
    }

    @Test
    void isNotLeftBehindWhenItIsWithdrawnWhileItIsRegistered() {
        FinishedCondition condition = new FinishedCondition(context);
        whileRegistering = condition::withdraw;
        condition.announce();
        assertThat(calls).containsExactly("registerService replay.finished", "unregister");
    }

    @Test
    void needsNoWithdrawalThatHasNothingToWithdraw() {
        new FinishedCondition(context).withdraw();
        assertThat(calls).isEmpty();
    }
}

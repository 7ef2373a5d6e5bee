package org.oriel.keys.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

class SecretServiceProbeTest {
    private static final Map<String, String> BUS = Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");

    private final AtomicInteger registered = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);

    private static Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> null);
    }

    private SecretServiceProbe probe(Map<String, String> environment, SecretServiceProbe.Readiness vault) {
        return new SecretServiceProbe(
                environment,
                vault,
                () -> {
                    registered.incrementAndGet();
                    asked.countDown();
                    return registered::decrementAndGet;
                },
                logger());
    }

    @Test
    void withoutASessionBusNothingIsAsked() throws Exception {
        SecretServiceProbe probe = probe(Map.of(), limit -> {
            throw new AssertionError("asked");
        });
        probe.close();
        assertThat(registered).hasValue(0);
    }

    @Test
    void aReadyVaultIsAServiceUntilTheEnd() throws Exception {
        SecretServiceProbe probe = probe(BUS, limit -> SecretServiceVault.Readiness.READY);
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        probe.close();
        assertThat(registered).hasValue(0);
    }

    @Test
    void aLockedAbsentOrFailingVaultIsNone() throws Exception {
        for (SecretServiceVault.Readiness readiness : new SecretServiceVault.Readiness[] {
            SecretServiceVault.Readiness.LOCKED, SecretServiceVault.Readiness.ABSENT
        }) {
            CountDownLatch once = new CountDownLatch(1);
            SecretServiceProbe probe = probe(BUS, limit -> {
                once.countDown();
                return readiness;
            });
            assertThat(once.await(30, TimeUnit.SECONDS)).isTrue();
            probe.close();
        }
        CountDownLatch once = new CountDownLatch(1);
        SecretServiceProbe probe = probe(BUS, limit -> {
            once.countDown();
            throw new StoreException(StoreException.Reason.KEY, "no");
        });
        assertThat(once.await(30, TimeUnit.SECONDS)).isTrue();
        probe.close();
        assertThat(registered).hasValue(0);
    }

    @Test
    void oneThatNeverAnswersHoldsNothingUp() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        SecretServiceProbe probe = probe(BUS, limit -> {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return SecretServiceVault.Readiness.READY;
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        probe.close();
        never.countDown();
        assertThat(registered).hasValue(0);
    }
}

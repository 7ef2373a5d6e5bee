package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.host.Delivery;
import org.oriel.host.Delivery.ExporterStatus;

class ExporterListTest {
    private static final String WHY =
            "3 events not for it: captured under a consent that does not name: elsewhere for ai-training";

    private static Delivery delivery(ExporterStatus... all) {
        return (Delivery) Proxy.newProxyInstance(
                Delivery.class.getClassLoader(), new Class<?>[] {Delivery.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("exporters")) {
                        return List.of(all);
                    }
                    throw new AssertionError(method);
                });
    }

    @Test
    @DisplayName("who gets nothing is listed with what it is for, and why")
    void reasons() {
        Delivery delivery = delivery(
                new ExporterStatus(
                        "away", true, "idle", "org.example/1", List.of("elsewhere for ai-training"), 3, 0, 0, 3, WHY),
                new ExporterStatus(
                        "wrong",
                        true,
                        "suspended",
                        "org.example.b/1",
                        List.of("here for advertising"),
                        0,
                        3,
                        0,
                        0,
                        "position 1 is for purpose ai-training, org.example.b/1 declares advertising"));
        assertThat(ExporterCommand.list(delivery).lines())
                .anyMatch(line -> line.startsWith("away") && line.contains("0 delivered, 3 refused"))
                .anyMatch(line -> line.strip().equals("goes to elsewhere for ai-training"))
                .anyMatch(line -> line.strip().equals(WHY))
                .anyMatch(line -> line.startsWith("wrong") && line.contains("suspended"))
                .anyMatch(line -> line.contains("declares advertising"));
        assertThat(StatusReport.exporters(delivery).get(0)).containsEntry("problem", WHY);
    }
}

package org.oriel.source.x11;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;

/**
 * The facts that records point at by generation: written by the pump, read by the pipeline. It is bounded; a record whose
 * facts were overwritten belongs to an unknown window and is not recorded.
 */
final class FactTable {
    private static final int SIZE = 4096;

    private final AtomicReferenceArray<WindowFacts> slots = new AtomicReferenceArray<>(SIZE);
    private int next = 1;

    /** Pump thread only. */
    WindowFacts publish(int window, Application application, Sensitive title, Rect bounds, double scale, int[] stack) {
        Target target = new Target(Target.Scope.WINDOW, window, application);
        WindowFacts facts = new WindowFacts(window, next, target, title, bounds, scale, stack);
        slots.set(next & (SIZE - 1), facts);
        next++;
        return facts;
    }

    /** Whether {@code facts} will be overwritten soon. Pump thread only. */
    boolean ages(WindowFacts facts) {
        return next - facts.generation() > SIZE / 2;
    }

    @Nullable
    WindowFacts find(int window, int generation) {
        WindowFacts facts = slots.get(generation & (SIZE - 1));
        return facts != null && facts.window() == window && facts.generation() == generation ? facts : null;
    }

    /** Titles do not outlive the hook. */
    void clear() {
        for (int i = 0; i < SIZE; i++) {
            slots.set(i, null);
        }
    }
}

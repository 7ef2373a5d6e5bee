package org.oriel.redact.rules;

import com.google.re2j.Pattern;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Compiles patterns on any thread: re2j's compiler calls itself once for each repetition, so a bound of some hundreds
 * needs more than the stack that threads of a small process have.
 */
final class DeepStack {
    private static final long STACK_BYTES = 32L << 20;

    private DeepStack() {}

    static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (StackOverflowError e) {
            return onAnother(pattern);
        }
    }

    private static Pattern onAnother(String pattern) {
        AtomicReference<@Nullable Pattern> compiled = new AtomicReference<>();
        Thread thread =
                new Thread(null, () -> compiled.set(Pattern.compile(pattern)), "oriel-rules-compile", STACK_BYTES);
        thread.setDaemon(true);
        // What goes wrong is said below; its message would quote the pattern on standard error.
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Pattern result = compiled.get();
        if (result == null) {
            throw new IllegalArgumentException("a pattern of " + pattern.length() + " characters is too deep");
        }
        return result;
    }
}

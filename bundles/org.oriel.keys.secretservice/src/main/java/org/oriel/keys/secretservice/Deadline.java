package org.oriel.keys.secretservice;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Cancels the GLib calls that were given its cancellable when the time is over. */
final class Deadline implements AutoCloseable {
    private final Libsecret library;
    private final Pointer cancellable;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread timer;

    Deadline(Libsecret library, Duration limit) {
        this.library = library;
        this.cancellable = library.g_cancellable_new();
        this.timer = new Thread(() -> cancelAfter(limit), "oriel-secret-service-deadline");
        timer.setDaemon(true);
        timer.start();
    }

    private void cancelAfter(Duration limit) {
        try {
            if (!over.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                library.g_cancellable_cancel(cancellable);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Pointer cancellable() {
        return cancellable;
    }

    @Override
    public void close() {
        over.countDown();
        boolean interrupted = false;
        while (timer.isAlive()) {
            try {
                timer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        library.g_object_unref(cancellable);
    }
}

package org.oriel.export.trajectory;

import java.io.IOException;

/**
 * A way to write episodes down. <b>What:</b> one class, and one line in {@link Dialects}. <b>Threading:</b> one thread.
 * <b>Errors:</b> what it throws takes the whole batch back. <b>Data:</b> the same episode must always give the same files:
 * after a crash it is asked again to learn which pictures it names.
 */
interface Dialect {
    /** Its name in settings, and the folder of its files. */
    String name();

    /** Writes an episode. What it cannot say it tells {@link Output#loss}. */
    void write(Scene scene, Output out) throws IOException;
}

package org.oriel.delivery;

import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;

/** Errors of exporters, told without what they might quote. */
final class Problems {
    private static final int LONGEST = 200;

    private Problems() {}

    /** The message where the contract says that it holds no content, else only what was thrown and where. */
    static String describe(Throwable thrown) {
        boolean contract = thrown instanceof PermanentException || thrown instanceof RetryableException;
        String message = contract ? thrown.getMessage() : null;
        if (message == null) {
            return where(thrown);
        }
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    static String where(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Whether the store holds something that is not an event, however the exporter wrapped that. */
    static boolean isUndecodable(Throwable thrown) {
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 16; t = t.getCause()) {
            if (t instanceof StoredRecord.Undecodable) {
                return true;
            }
            depth++;
        }
        return false;
    }
}

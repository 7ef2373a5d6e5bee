package org.oriel.context.accessibility;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Settings that are the same for every question. */
record Settings(
        long budgetMillis,
        long lagMillis,
        long confirmMillis,
        int textCharacters,
        boolean guardTerminals,
        List<String> privateTitles,
        Set<String> webContent) {
    long lagNanos() {
        return TimeUnit.MILLISECONDS.toNanos(lagMillis);
    }

    /** Whether a frame's name ends as those of private windows do. */
    boolean isPrivate(String frameName) {
        String name = frameName.strip().toLowerCase(Locale.ROOT);
        return privateTitles.stream().anyMatch(t -> name.endsWith(t.toLowerCase(Locale.ROOT)));
    }
}

package org.oriel.frames;

import java.util.List;

/**
 * Settings, checked.
 *
 * @param settleNanos how long nothing may change before a frame is taken
 * @param settleMostNanos how long after an action that is waited for
 * @param changeNanos least time between frames that no action asked for
 * @param heartbeatNanos time between frames while the screen never settles
 * @param mostPixels of one frame
 * @param codec how pictures are written
 * @param bytesPerHour budget
 * @param low whether to save bytes from the start
 * @param processorShare share of one core for redaction and encoding
 * @param redactNanos after this a redactor hangs
 */
record Settings(
        long settleNanos,
        long settleMostNanos,
        long changeNanos,
        long heartbeatNanos,
        long mostPixels,
        String codec,
        long bytesPerHour,
        boolean low,
        double processorShare,
        long redactNanos) {
    static final List<String> CODECS = List.of("png", "webp", "webp-lossy", "jpeg");

    private static final long MILLI = 1_000_000L;
    private static final long REDACT_NANOS = 30_000 * MILLI;
    private static final long MEBI = 1L << 20;

    static Settings of(OrielFrames.Config config) {
        range("settleMillis", config.settleMillis(), 0, 10_000);
        range("settleMostMillis", config.settleMostMillis(), config.settleMillis(), 60_000);
        range("changeMillis", config.changeMillis(), 0, 3_600_000);
        range("heartbeatMillis", config.heartbeatMillis(), 100, 3_600_000);
        range("megapixels", config.megapixels(), 1, 256);
        range("mebibytesPerHour", config.mebibytesPerHour(), 1, 10_240);
        range("processorPercent", config.processorPercent(), 1, 100);
        choice("codec", config.codec(), CODECS);
        choice("profile", config.profile(), List.of("normal", "low"));
        boolean low = config.profile().equals("low");
        return new Settings(
                config.settleMillis() * MILLI,
                config.settleMostMillis() * MILLI,
                config.changeMillis() * MILLI,
                config.heartbeatMillis() * MILLI,
                config.megapixels() * 1_000_000L,
                config.codec(),
                config.mebibytesPerHour() * MEBI / (low ? 8 : 1),
                low,
                config.processorPercent() / 100.0,
                REDACT_NANOS);
    }

    private static void range(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " " + value + " is out of range, allowed: " + least + " to " + most);
        }
    }

    private static void choice(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(name + " \"" + value + "\" is not known, allowed: " + allowed);
        }
    }
}

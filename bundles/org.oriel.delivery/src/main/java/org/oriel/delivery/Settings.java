package org.oriel.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.oriel.host.EventStore.Start;

/**
 * What is configured, checked.
 *
 * @param directory where the lists of refused events are kept
 * @param batchRecords most events in a batch
 * @param retryMin first wait after a failure
 * @param retryMax longest wait between attempts
 * @param failuresBeforePause failures in a row after which the target is left alone for {@code pause}
 * @param pause how long it is left alone
 * @param deliverLimit after which a delivery is interrupted and its exporter suspended
 * @param removeLimit how long an exporter that goes away may finish its delivery
 * @param start where the position of a new exporter starts
 */
record Settings(
        Path directory,
        int batchRecords,
        Duration retryMin,
        Duration retryMax,
        int failuresBeforePause,
        Duration pause,
        Duration deliverLimit,
        Duration removeLimit,
        Start start) {

    Settings {
        if (!directory.isAbsolute()) {
            throw wrong("directory", directory, "an absolute path");
        }
        if (batchRecords < 1 || batchRecords > 10_000) {
            throw wrong("batchRecords", batchRecords, "1 to 10000");
        }
        if (retryMin.toMillis() < 1) {
            throw wrong("retryMinMillis", retryMin.toMillis(), "1 or more");
        }
        if (retryMax.compareTo(retryMin) < 0) {
            throw wrong("retryMaxMillis", retryMax.toMillis(), "at least retryMinMillis");
        }
        if (failuresBeforePause < 1) {
            throw wrong("failuresBeforePause", failuresBeforePause, "1 or more");
        }
        if (pause.compareTo(retryMax) < 0) {
            throw wrong("pauseMillis", pause.toMillis(), "at least retryMaxMillis");
        }
        if (deliverLimit.toMillis() < 1) {
            throw wrong("deliverLimitMillis", deliverLimit.toMillis(), "1 or more");
        }
        if (removeLimit.toMillis() < 1 || removeLimit.compareTo(deliverLimit) > 0) {
            throw wrong("removeLimitMillis", removeLimit.toMillis(), "1 to deliverLimitMillis");
        }
    }

    static Settings of(StoreDelivery.Config config) {
        Start start = switch (config.start().toLowerCase(Locale.ROOT)) {
            case "earliest" -> Start.EARLIEST;
            case "latest" -> Start.LATEST;
            default -> throw wrong("start", config.start(), "earliest, latest");
        };
        return new Settings(
                // DS hands null for a setting that is not there.
                Path.of(java.util.Objects.requireNonNullElse(config.directory(), "")),
                config.batchRecords(),
                Duration.ofMillis(config.retryMinMillis()),
                Duration.ofMillis(config.retryMaxMillis()),
                config.failuresBeforePause(),
                Duration.ofMillis(config.pauseMillis()),
                Duration.ofMillis(config.deliverLimitMillis()),
                Duration.ofMillis(config.removeLimitMillis()),
                start);
    }

    /** Wait after the {@code failures}th failure in a row; {@code random} from 0 to 1 spreads it over half to all of it. */
    Duration waitAfter(int failures, double random) {
        if (failures >= failuresBeforePause) {
            return pause;
        }
        double doubled = (double) retryMin.toMillis() * Math.pow(2, failures - 1);
        double millis = Math.min(doubled, (double) retryMax.toMillis()) * (0.5 + 0.5 * random);
        return Duration.ofMillis(Math.max(1, (long) millis));
    }

    private static IllegalArgumentException wrong(String name, Object value, String allowed) {
        return new IllegalArgumentException(name + "=" + value + ", allowed: " + allowed);
    }
}

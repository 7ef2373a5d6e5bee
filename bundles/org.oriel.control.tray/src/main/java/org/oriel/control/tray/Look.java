package org.oriel.control.tray;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.CaptureState.Phase;

/**
 * What is shown.
 *
 * @param phase decides the sign
 * @param reason a constant
 * @param detail one line
 * @param until when it changes by itself
 * @param german whether words are German, else English
 */
record Look(Phase phase, String reason, String detail, Optional<Instant> until, boolean german) {
    static Look of(CaptureState state, String language) {
        return new Look(state.phase(), state.reason(), state.detail(), state.until(), language.equals("de"));
    }

    /** One word, always beside the sign. */
    String title() {
        return switch (phase) {
            case RECORDING -> german ? "AUFNAHME" : "RECORDING";
            case PAUSED -> german ? "PAUSE" : "PAUSED";
            case BLOCKED -> german ? "GESPERRT" : "BLOCKED";
            case OFF -> german ? "AUS" : "OFF";
        };
    }

    String text(Instant now) {
        String left = until.map(end -> countdown(Duration.between(now, end))).orElse("");
        String said = left.isEmpty() ? "" : (german ? "noch " : "for ") + left;
        return said + (said.isEmpty() || detail.isEmpty() ? "" : ": ") + detail;
    }

    private static String countdown(Duration left) {
        long seconds = Math.max(0, left.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds % 3600 / 60);
    }

    boolean canPause() {
        return phase == Phase.RECORDING || phase == Phase.BLOCKED;
    }

    boolean canResume() {
        return phase == Phase.PAUSED || reason.equals("other-country");
    }

    String pause() {
        return german ? "30 Minuten Pause" : "Pause for 30 minutes";
    }

    String resume() {
        return german ? "Weiter" : "Resume";
    }

    String page() {
        return german ? "Seite öffnen" : "Open the page";
    }
}

package org.oriel.export.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;

/**
 * What the target said, and what it means for the batch. Only the status is told: a body may quote what was sent.
 *
 * @param status HTTP status
 * @param retryAfter how long the target wants to be left alone, at most an hour
 */
record Answer(int status, Optional<Duration> retryAfter) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * These say that the target looked at the content and does not want it. Any other refusal is about the way there: a token
     * that expired, a wrong address, a limit. Setting batches aside for those would lose them all, one after the other.
     */
    private static final Set<Integer> ABOUT_THE_BATCH = Set.of(400, 413, 422);

    static Answer of(HttpResponse<?> response, Instant now) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Retry-After").flatMap(value -> wait(value, now)));
    }

    private static Optional<Duration> wait(String value, Instant now) {
        Duration wait;
        try {
            wait = value.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
        return wait.isNegative() ? Optional.empty() : Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    void check(String target) throws PermanentException, RetryableException {
        if (status >= 200 && status < 300) {
            return;
        }
        if (ABOUT_THE_BATCH.contains(status)) {
            throw new PermanentException(target + " refused the batch with status " + status);
        }
        throw new RetryableException(target + " answered with status " + status
                + switch (status) {
                    case 401, 403 -> ": check the token or the certificate";
                    case 404, 405, 410 -> ": check url";
                    case 415 -> ": check format and gzip";
                    case 407 -> ": the proxy wants credentials";
                    case 301, 302, 303, 307, 308 -> ": redirects are not followed, set url to where it is";
                    default -> "";
                });
    }

    static String reason(IOException e) {
        String message = e.getMessage() == null ? "" : " " + e.getMessage();
        String what = e instanceof HttpTimeoutException
                ? "no answer in time"
                : e instanceof SSLException
                        ? "TLS failed, check certificates: " + e.getClass().getSimpleName()
                        : "";
        return what.isEmpty() ? e.getClass().getSimpleName() + message : what;
    }
}

package org.oriel.export.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The store said no. Only its code is told, which is a constant of S3. */
final class S3Error extends IOException {
    private static final long serialVersionUID = 1L;

    /** These are about the object. Anything else is about the way there, and would be the same for every other object. */
    private static final Set<String> ABOUT_THE_OBJECT = Set.of("EntityTooLarge", "KeyTooLongError", "MetadataTooLarge");

    private final int status;
    private final String code;
    private final transient Optional<Duration> retryAfter;

    S3Error(int status, String code, Optional<Duration> retryAfter) {
        super("status " + status + (code.isEmpty() ? "" : " " + code) + hint(status, code));
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    private static String hint(int status, String code) {
        return switch (code) {
            case "NoSuchBucket" -> ": make the bucket, or check bucket and endpoint";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "ExpiredToken", "InvalidToken" ->
                ": check the credentials and what they may do";
            case "RequestTimeTooSkewed" -> ": the clock of this computer is wrong";
            case "AuthorizationHeaderMalformed" -> ": check region";
            default -> status >= 300 && status < 400 ? ": check endpoint and region" : "";
        };
    }

    boolean isLasting() {
        return ABOUT_THE_OBJECT.contains(code);
    }

    boolean is(String wanted) {
        return code.equals(wanted);
    }

    int status() {
        return status;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}

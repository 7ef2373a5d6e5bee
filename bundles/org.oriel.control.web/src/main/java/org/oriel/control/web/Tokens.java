package org.oriel.control.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who may use the page. A boot token stands in an address and works once, within minutes; the page gets a bearer for it,
 * which works until it was not used for half a day.
 */
final class Tokens {
    static final Duration BOOT_LIFE = Duration.ofMinutes(5);
    static final Duration BEARER_IDLE = Duration.ofHours(12);
    private static final int MOST = 16;
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanos;
    private final Object lock = new Object();
    // Both guarded by lock, oldest first.
    private final Deque<Token> boots = new ArrayDeque<>();
    private final Deque<Token> bearers = new ArrayDeque<>();

    private static final class Token {
        private final byte[] text;
        private long since;

        Token(byte[] text, long since) {
            this.text = text;
            this.since = since;
        }
    }

    Tokens(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A new boot token. */
    String boot() {
        return issue(boots);
    }

    /** A bearer for a boot token, which is used up; empty where it is unknown, used or too old. */
    Optional<String> exchange(String boot) {
        synchronized (lock) {
            Token found = find(boots, boot, BOOT_LIFE);
            if (found == null) {
                return Optional.empty();
            }
            boots.remove(found);
        }
        return Optional.of(issue(bearers));
    }

    /** Whether that is a bearer. */
    boolean admits(String bearer) {
        synchronized (lock) {
            Token found = find(bearers, bearer, BEARER_IDLE);
            if (found != null) {
                found.since = nanos.getAsLong();
            }
            return found != null;
        }
    }

    /** Ends a bearer. */
    void end(String bearer) {
        synchronized (lock) {
            Token found = find(bearers, bearer, BEARER_IDLE);
            if (found != null) {
                bearers.remove(found);
            }
        }
    }

    private String issue(Deque<Token> into) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (lock) {
            if (into.size() == MOST) {
                into.removeFirst();
            }
            into.addLast(new Token(text.getBytes(StandardCharsets.US_ASCII), nanos.getAsLong()));
        }
        return text;
    }

    /** Looks at all of them, so that the time does not tell which one came close. */
    private @org.jspecify.annotations.Nullable Token find(Deque<Token> among, String text, Duration life) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long now = nanos.getAsLong();
        Token found = null;
        for (Iterator<Token> all = among.iterator(); all.hasNext(); ) {
            Token token = all.next();
            if (now - token.since > life.toNanos()) {
                all.remove();
            } else if (MessageDigest.isEqual(token.text, bytes)) {
                found = token;
            }
        }
        return found;
    }
}

package org.oriel.host;

import java.time.Instant;

/**
 * That a person agreed to a notice.
 *
 * @param id random id, part of every event
 * @param noticeHash SHA-256 of the notice they agreed to, hex
 * @param purpose what for
 * @param jurisdiction the law pack it was given under
 * @param given when
 * @param how such as {@code terminal}
 */
public record Grant(String id, String noticeHash, String purpose, String jurisdiction, Instant given, String how) {}

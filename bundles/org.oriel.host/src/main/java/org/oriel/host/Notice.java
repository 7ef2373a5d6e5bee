package org.oriel.host;

/**
 * What the person is asked to agree to, generated from what is installed.
 *
 * @param hash SHA-256 of {@code text}, hex
 * @param text the whole notice, plain text
 * @param capturesPerson whether anything of this computer is captured; a set that only replays does not
 */
public record Notice(String hash, String text, boolean capturesPerson) {}

package org.oriel.export.http;

/**
 * The body of a request.
 *
 * @param bytes what is sent
 * @param type its media type
 * @param gzip whether the bytes are compressed
 * @param digest hash of the bytes as sent, in the form of the header {@code Content-Digest} (RFC 9530)
 * @param key the same for the same events, another for others
 */
record Body(byte[] bytes, String type, boolean gzip, String digest, String key) {}

package org.oriel.host;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tamper-evident record of what was done: captured, masked, paused, exempted, sent, deleted.
 *
 * <p><b>What:</b> an append-only list, chained by SHA-256, under Merkle tree heads (RFC 9162) signed with Ed25519.
 * <b>Threading:</b> any; appends run one after the other. <b>Errors:</b> {@link StoreException}; whoever appends goes on
 * and says so in its state. <b>Data:</b> constants, numbers, times and hashes only: never content, never a title, a path
 * or a name of a person.
 */
@ProviderType
public interface Ledger {
    /**
     * Appends an entry; durable when it returns.
     *
     * @param kind what happened, such as {@code export}; lower case words and hyphens
     * @param facts values by name; constants, numbers, times, ids and hashes
     * @return its index, from 0
     */
    long append(String kind, Map<String, String> facts) throws StoreException;

    /** At most {@code most} entries from index {@code first} on. */
    List<Entry> entries(long first, int most) throws StoreException;

    /** The newest signed head. */
    Head head() throws StoreException;

    /** Checks everything from the first entry on: empty when it is whole, else what is wrong, naming the first entry. */
    String verify() throws StoreException;

    /** What keeps it from being appended to, or what the last daily check found; one line, empty when all is well. */
    default String problem() {
        return "";
    }

    /**
     * An entry.
     *
     * @param index from 0
     * @param time when it was appended
     * @param kind what happened
     * @param facts values by name
     * @param hash SHA-256 over the former entry's hash and this entry, hex
     */
    record Entry(long index, Instant time, String kind, Map<String, String> facts, String hash) {}

    /**
     * A signed head.
     *
     * @param size number of entries under it
     * @param root Merkle root over them, hex
     * @param time when it was signed
     * @param key Ed25519 public key, base64
     * @param signature Ed25519 signature, base64
     */
    record Head(long size, String root, Instant time, String key, String signature) {}
}

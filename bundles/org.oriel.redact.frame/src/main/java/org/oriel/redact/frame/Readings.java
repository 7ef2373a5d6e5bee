package org.oriel.redact.frame;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What was read before, by the pixels it was read from. A reading is sealed with a key that comes from those pixels: who
 * does not see the word again cannot open it, so no text stands in memory between two pictures. Not for several threads
 * at once.
 */
final class Readings {
    private record Key(long high, long low) {}

    /** Where a reading stands, and what opens it. */
    record Place(long high, long low, byte[] seal) {}

    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final byte[] secret = new byte[KEY_BYTES];
    private final Mac mac;
    private final Map<Key, byte[]> sealed;

    /** At most {@code most} readings; the ones that were not seen for longest go first. */
    Readings(int most) {
        new SecureRandom().nextBytes(secret);
        mac = mac(secret);
        sealed = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
                return size() > most;
            }
        };
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + MAC, e);
        }
    }

    /** Sixteen shades are enough to tell words apart, and half the bytes. */
    Place place(Tile tile) {
        byte[] grey = tile.grey();
        byte[] packed = new byte[8 + (grey.length + 1) / 2];
        ByteBuffer.wrap(packed).putInt(tile.width()).putInt(tile.height());
        for (int i = 0; i < grey.length; i++) {
            packed[8 + (i >> 1)] |= (byte) ((i & 1) == 0 ? grey[i] & 0xF0 : (grey[i] & 0xF0) >> 4);
        }
        ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(packed));
        byte[] seal = new byte[16];
        hash.get(16, seal);
        return new Place(hash.getLong(0), hash.getLong(8), seal);
    }

    /** What was read there. */
    Optional<byte[]> get(Place place) {
        byte[] found = sealed.get(new Key(place.high(), place.low()));
        return found == null ? Optional.empty() : Optional.of(turned(found, place.seal()));
    }

    /** Keeps what was read; the caller's array is left alone. */
    void put(Place place, byte[] reading) {
        sealed.put(new Key(place.high(), place.low()), turned(reading, place.seal()));
    }

    int size() {
        return sealed.size();
    }

    /** The same again turns it back. */
    private byte[] turned(byte[] text, byte[] seal) {
        byte[] out = text.clone();
        byte[] counter = Arrays.copyOf(seal, seal.length + 4);
        for (int at = 0; at < out.length; at += KEY_BYTES) {
            ByteBuffer.wrap(counter).putInt(seal.length, at + 1);
            byte[] stream = mac.doFinal(counter);
            for (int i = 0; i < KEY_BYTES && at + i < out.length; i++) {
                out[at + i] ^= stream[i];
            }
        }
        return out;
    }

    /** Forgets everything. */
    void wipe() {
        sealed.values().forEach(reading -> Arrays.fill(reading, (byte) 0));
        sealed.clear();
        Arrays.fill(secret, (byte) 0);
    }
}

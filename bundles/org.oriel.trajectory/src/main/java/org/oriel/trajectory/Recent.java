package org.oriel.trajectory;

import java.util.HashSet;
import java.util.Set;

/** The ids of the last events, a bounded number. */
final class Recent {
    private final String[] ring;
    private final Set<String> ids;
    private int next;

    Recent(int size) {
        ring = new String[size];
        ids = new HashSet<>(size * 2);
        java.util.Arrays.fill(ring, "");
    }

    /** Whether it is a new one. */
    boolean add(String id) {
        if (ring.length == 0) {
            return true;
        }
        if (!ids.add(id)) {
            return false;
        }
        String oldest = ring[next];
        if (!oldest.isEmpty()) {
            ids.remove(oldest);
        }
        ring[next] = id;
        next = next + 1 == ring.length ? 0 : next + 1;
        return true;
    }
}

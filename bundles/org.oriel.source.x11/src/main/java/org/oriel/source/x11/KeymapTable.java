package org.oriel.source.x11;

import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Keymaps on their way from the pump, which reads them, to the decoder, which uses them. libxkbcommon counts references
 * without locks, so a keymap has one owner at a time: whoever removes it from here.
 */
final class KeymapTable {
    /** A script that types by remapping a key makes two keymaps per character; a slow decoder must not pile them up. */
    private static final int MOST = 64;

    private final ConcurrentSkipListMap<Integer, Long> keymaps = new ConcurrentSkipListMap<>();

    /** Hands over a keymap with a context of its own. */
    void put(int generation, long keymap) {
        keymaps.put(generation, keymap);
        while (keymaps.size() > MOST) {
            free(keymaps.pollFirstEntry());
        }
    }

    /** Takes a keymap, and frees the older ones that nobody asked for; 0 when it is not there. */
    long take(int generation) {
        Iterator<Integer> older = keymaps.headMap(generation).keySet().iterator();
        while (older.hasNext()) {
            Long skipped = keymaps.remove(older.next());
            if (skipped != null) {
                Xkb.xkb_keymap_unref(skipped);
            }
        }
        Long keymap = keymaps.remove(generation);
        return keymap == null ? 0 : keymap;
    }

    /** Frees what is left. */
    void clear() {
        while (!keymaps.isEmpty()) {
            free(keymaps.pollFirstEntry());
        }
    }

    private static void free(java.util.Map.@org.jspecify.annotations.Nullable Entry<Integer, Long> entry) {
        if (entry != null) {
            Xkb.xkb_keymap_unref(entry.getValue());
        }
    }
}

package org.oriel.ledger;

import java.util.ArrayList;
import java.util.List;

/** Finds the entries that name a digest. */
final class Find implements Chain.Watcher {
    private final String wanted;
    private final List<Long> found = new ArrayList<>();

    Find(String digest) {
        this.wanted = "\"digest\":\"" + digest + "\"";
    }

    @Override
    public void entry(long index, byte[] leaf, LineReader line, Chain chain) {
        if (line.text().contains(wanted)) {
            found.add(index);
        }
    }

    List<Long> found() {
        return found;
    }
}

package org.oriel.redact.rules;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The other forms of a text that are looked at too: percent and base64 decoded, values joined over a line break. */
final class Variants {
    private final ArrayDeque<Variant> ready = new ArrayDeque<>();

    Variants(PlainText text, Scan scan, Hits hits, Steps steps) {
        if (scan.escapes()) {
            new Percent(text, steps).into(ready);
        }
        new Base64Tokens(text, scan, steps).into(ready);
        new LineBreaks(text, hits, steps).into(ready);
    }

    @Nullable
    Variant next() {
        return ready.poll();
    }
}

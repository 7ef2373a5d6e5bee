package org.oriel.frames;

import java.util.List;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;
import org.oriel.api.redact.TextPolicy;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;

/**
 * What a camera saw: raw, until it is masked.
 *
 * @param canvas its pixels
 * @param seen which of them show something; on the virtual desktop
 * @param parts the same with names, in picture coordinates
 * @param print hashes of its tiles before anything was masked
 * @param masks what must be painted over whatever else is found, in picture coordinates
 * @param settled whether the screen was at rest
 * @param rules the policy that admitted it
 */
record Shot(
        Canvas canvas,
        List<Monitor> monitors,
        Composition seen,
        List<Part> parts,
        Print print,
        List<Masked> masks,
        boolean settled,
        long start,
        long end,
        Admission.Rules rules) {
    /** A visible part of an admitted window; {@code text} is the strictest policy of all that is seen in it. */
    record Part(Rect rect, Target target, String window, String application, TextPolicy text) {}

    /** A rectangle to paint over, and why. */
    record Masked(Rect rect, String type, String rule) {}

    Rect area() {
        return seen.area();
    }

    /** Whether it would give the same event and the same picture. */
    boolean looksLike(Shot other) {
        return print.isLike(other.print)
                && parts.equals(other.parts)
                && masks.equals(other.masks)
                && area().equals(other.area())
                && monitors.equals(other.monitors)
                && rules.hash().equals(other.rules.hash());
    }
}

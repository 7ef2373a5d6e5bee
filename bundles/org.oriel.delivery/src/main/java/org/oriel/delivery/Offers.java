package org.oriel.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who provides an exporter of one name, the best first. Guarded by the lane that has it. */
final class Offers {
    private final List<Offer> all = new ArrayList<>();
    // Services that did not come back from a delivery; not called again.
    private final Set<Long> hung = new HashSet<>();

    void add(Offer offer) {
        all.add(offer);
        all.sort(Offer.BEST_FIRST);
    }

    /** Replaces what is known of a service; {@code false} when nothing is. */
    boolean update(Offer offer) {
        boolean known = all.removeIf(other -> other.service() == offer.service());
        if (known) {
            add(offer);
        }
        return known;
    }

    void remove(long service) {
        all.removeIf(offer -> offer.service() == service);
        hung.remove(service);
    }

    void hang(long service) {
        hung.add(service);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The one to use. */
    @Nullable
    Offer best() {
        for (Offer offer : all) {
            if (!hung.contains(offer.service())) {
                return offer;
            }
        }
        return null;
    }

    /** Whether {@code offer} is still the one to use; an offer that changed is another one. */
    @SuppressWarnings("ReferenceEquality") // equals would call the exporter's, under a lock
    boolean isBest(Offer offer) {
        return best() == offer;
    }
}

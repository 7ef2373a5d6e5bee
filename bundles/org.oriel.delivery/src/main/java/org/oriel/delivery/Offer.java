package org.oriel.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.api.export.Exporter;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/**
 * An exporter service.
 *
 * @param exporter the service
 * @param service its id, larger for newer ones
 * @param ranking its ranking
 * @param bundle who provides it, for messages
 * @param purposes what its bundle declares that it exports for
 */
record Offer(Exporter exporter, long service, int ranking, String bundle, Set<String> purposes) {
    /** The one to use comes first: the highest ranking, then the newest, so that a replacement wins over what it replaces. */
    static final Comparator<Offer> BEST_FIRST = Comparator.comparingInt(Offer::ranking)
            .thenComparingLong(Offer::service)
            .reversed();

    Offer {
        purposes = Set.copyOf(purposes);
    }

    static Offer of(Exporter exporter, ServiceReference<Exporter> reference) {
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        Bundle bundle = reference.getBundle();
        return new Offer(
                exporter,
                id(reference),
                ranking instanceof Integer number ? number : 0,
                bundle == null ? "a bundle that is gone" : bundle.getSymbolicName() + " " + bundle.getVersion(),
                purposes(bundle));
    }

    static long id(ServiceReference<Exporter> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** From the capability that {@code @Exports} puts into the manifest. */
    private static Set<String> purposes(@org.jspecify.annotations.Nullable Bundle bundle) {
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        List<BundleCapability> capabilities = new ArrayList<>();
        if (wiring != null) {
            capabilities.addAll(wiring.getCapabilities("oriel.export"));
        }
        Set<String> purposes = new TreeSet<>();
        capabilities.forEach(capability ->
                purposes.add(String.valueOf(capability.getAttributes().get("purpose"))));
        return purposes;
    }
}

package org.oriel.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
 * @param declared where to and what for, as its bundle declares
 */
record Offer(Exporter exporter, long service, int ranking, String bundle, Set<Declared> declared) {
    /** The one to use comes first: the highest ranking, then the newest, so that a replacement wins over what it replaces. */
    static final Comparator<Offer> BEST_FIRST = Comparator.comparingInt(Offer::ranking)
            .thenComparingLong(Offer::service)
            .reversed();

    Offer {
        declared = Set.copyOf(declared);
    }

    /**
     * One declaration of {@code @Exports}.
     *
     * @param destination where to, in words
     * @param purpose what for
     */
    record Declared(String destination, String purpose) {
        @Override
        public String toString() {
            return destination + " for " + purpose;
        }
    }

    Set<String> purposes() {
        Set<String> purposes = new TreeSet<>();
        declared.forEach(one -> purposes.add(one.purpose()));
        return purposes;
    }

    /** For people, sorted. */
    List<String> destinations() {
        return declared.stream().map(Declared::toString).sorted().toList();
    }

    static Offer of(Exporter exporter, ServiceReference<Exporter> reference) {
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        Bundle bundle = reference.getBundle();
        return new Offer(
                exporter,
                id(reference),
                ranking instanceof Integer number ? number : 0,
                bundle == null ? "a bundle that is gone" : bundle.getSymbolicName() + " " + bundle.getVersion(),
                declared(bundle));
    }

    static long id(ServiceReference<Exporter> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** From the capability that {@code @Exports} puts into the manifest. */
    private static Set<Declared> declared(@org.jspecify.annotations.Nullable Bundle bundle) {
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        List<BundleCapability> capabilities = new ArrayList<>();
        if (wiring != null) {
            capabilities.addAll(wiring.getCapabilities("oriel.export"));
        }
        Set<Declared> declared = new HashSet<>();
        capabilities.forEach(capability -> declared.add(new Declared(
                String.valueOf(capability.getAttributes().get("destination")),
                String.valueOf(capability.getAttributes().get("purpose")))));
        return declared;
    }
}

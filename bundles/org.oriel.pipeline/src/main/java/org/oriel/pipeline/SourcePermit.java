package org.oriel.pipeline;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.api.source.Captures;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** What a bundle declared that it captures, and whether a law pack permits it: the declarations of {@link Captures}. */
final class SourcePermit {
    private static final String CAPTURE = "oriel.capture";
    private static final String PERMIT = "capture.permit";
    private static final String KIND = "kind";

    private final Set<String> kinds = new TreeSet<>();
    private final Set<String> permitted = new TreeSet<>();

    private SourcePermit() {}

    static SourcePermit of(Bundle bundle) {
        SourcePermit permit = new SourcePermit();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            wiring.getCapabilities(CAPTURE).forEach(capability -> permit.kinds.addAll(kinds(capability)));
            wiring.getRequiredWires(PERMIT).stream()
                    .filter(SourcePermit::stands)
                    .forEach(wire -> permit.permitted.addAll(kinds(wire.getCapability())));
        }
        return permit;
    }

    /** The wire outlives the law pack until the next refresh; the permit does not. */
    private static boolean stands(BundleWire wire) {
        return wire.getProvider().getBundle().getState() != Bundle.UNINSTALLED
                && wire.getProviderWiring() != null
                && wire.getProviderWiring().isInUse();
    }

    private static Collection<String> kinds(BundleCapability capability) {
        Object kind = capability.getAttributes().get(KIND);
        if (kind instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        if (kind instanceof Object[] many) {
            return Arrays.stream(many).map(String::valueOf).toList();
        }
        return kind == null ? List.of() : List.of(kind.toString());
    }

    Set<String> kinds() {
        return kinds;
    }

    /** Why the bundle may not capture; empty when it may. */
    Optional<String> objection() {
        if (kinds.isEmpty()) {
            return Optional.of("declares no " + CAPTURE);
        }
        Set<String> without = new TreeSet<>(kinds);
        without.removeAll(permitted);
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of("no " + PERMIT + " from a law pack for " + String.join(", ", without));
    }
}

package org.oriel.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;

/** Which bundles there are, as a hash, and what changes in them. One thread. */
final class BundleChanges {
    private final BundleContext context;
    private final List<Map<String, String>> pending = new ArrayList<>();
    private String last = "";

    BundleChanges(BundleContext context) {
        this.context = context;
    }

    /** Notes a change; whether it is one that counts. */
    boolean note(BundleEvent event) {
        String change = word(event.getType());
        boolean starting = last.isEmpty();
        if (change.isEmpty() || starting || ending()) {
            return false;
        }
        Bundle bundle = event.getBundle();
        pending.add(Map.of(
                "bundle", String.valueOf(bundle.getSymbolicName()),
                "version", String.valueOf(bundle.getVersion()),
                "change", change));
        return true;
    }

    private static String word(int type) {
        return switch (type) {
            case BundleEvent.INSTALLED -> "installed";
            case BundleEvent.UNINSTALLED -> "uninstalled";
            case BundleEvent.UPDATED -> "updated";
            case BundleEvent.STARTED -> "started";
            case BundleEvent.STOPPED -> "stopped";
            default -> "";
        };
    }

    private boolean ending() {
        return context.getBundle(0).getState() == Bundle.STOPPING;
    }

    /** What was noted, in order. */
    List<Map<String, String>> take() {
        List<Map<String, String>> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    /** The set as it is now, empty when it is the one that was told last. */
    Map<String, String> set() {
        Map<String, String> bundles = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            bundles.put(bundle.getSymbolicName() + " " + bundle.getVersion(), "");
        }
        byte[] names = Line.bytes(String.join("\n", bundles.keySet()));
        String hash = Chain.hex(new Digests().link(new byte[0], names, 0, names.length));
        if (hash.equals(last)) {
            return Map.of();
        }
        last = hash;
        return Map.of("bundles", String.valueOf(bundles.size()), "hash", hash);
    }
}

package org.oriel.governance;

import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.oriel.host.Admission;
import org.oriel.host.GovernancePack;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The pack for what is installed now. */
@Component(name = "org.oriel.governance", service = GovernancePack.class)
public final class InstalledPack implements GovernancePack {
    private final BundleContext context;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ConfigurationAdmin settings;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Admission admission;

    /** Called by Declarative Services. */
    @Activate
    public InstalledPack(BundleContext context) {
        this.context = context;
    }

    @Override
    public SortedMap<String, String> documents() {
        Facts facts = FrameworkFacts.read(context, Optional.ofNullable(settings), Optional.ofNullable(admission));
        return Templates.fill(new Tables(facts).all());
    }
}

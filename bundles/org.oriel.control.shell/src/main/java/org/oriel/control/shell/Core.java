package org.oriel.control.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.oriel.api.source.CaptureSource;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline;
import org.oriel.host.ConsentGate;
import org.oriel.host.Delivery;
import org.oriel.host.EventStore;
import org.oriel.host.Exemptions;
import org.oriel.host.GovernancePack;
import org.oriel.host.Ledger;
import org.oriel.host.PersonPage;
import org.oriel.host.Pictures;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * The core's services as far as they are there. All optional: the command must answer, and say why, exactly when the
 * store or the gate did not come up.
 */
@Component(service = Core.class)
public final class Core {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ConsentGate gate;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable CapturePipeline pipeline;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable EventStore store;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Delivery delivery;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Admission admission;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Exemptions exemptions;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Ledger ledger;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Pictures pictures;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable GovernancePack governance;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PersonPage page;

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    private volatile List<CaptureSource> sources = List.of();

    @Reference(
            target = "(oriel.started=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable IntConsumer exit;

    @Reference
    private volatile @Nullable ServiceComponentRuntime components;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ConfigurationAdmin configurations;

    @Activate
    private @Nullable BundleContext context;

    ExporterBundles exporterBundles() {
        return new ExporterBundles(java.util.Objects.requireNonNull(context), configurations);
    }

    Optional<ConsentGate> gate() {
        return Optional.ofNullable(gate);
    }

    Optional<CapturePipeline> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    Optional<EventStore> store() {
        return Optional.ofNullable(store);
    }

    Optional<Delivery> delivery() {
        return Optional.ofNullable(delivery);
    }

    Optional<Exemptions> exemptions() {
        return Optional.ofNullable(exemptions);
    }

    Optional<Ledger> ledger() {
        return Optional.ofNullable(ledger);
    }

    Optional<Pictures> pictures() {
        return Optional.ofNullable(pictures);
    }

    Optional<GovernancePack> governance() {
        return Optional.ofNullable(governance);
    }

    Optional<Admission> admission() {
        return Optional.ofNullable(admission);
    }

    Optional<PersonPage> page() {
        return Optional.ofNullable(page);
    }

    List<CaptureSource> sources() {
        List<CaptureSource> now = sources;
        return now == null ? List.of() : now;
    }

    /** The service, or a failure that says which part is missing and what its component reported. */
    <T> T need(Optional<T> service, String what) throws CommandFailure {
        if (service.isPresent()) {
            return service.get();
        }
        List<String> failures = failures();
        String why = failures.isEmpty() ? "it is not started" : failures.get(0);
        throw new CommandFailure(CommandFailure.ENVIRONMENT, "the " + what + " is not available: " + why);
    }

    /** What components of ours reported when their activation failed: one line each. */
    List<String> failures() {
        List<String> lines = new ArrayList<>();
        ServiceComponentRuntime runtime = components;
        if (runtime == null) {
            return lines;
        }
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
            if (!description.bundle.symbolicName.startsWith("org.oriel.")) {
                continue;
            }
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    lines.add(description.name + ": " + cause(String.valueOf(configuration.failure)));
                }
            }
        }
        return lines;
    }

    /** The message of the innermost cause in a printed stack trace: that one names the thing. */
    static String cause(String trace) {
        String message = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                message = line.substring("Caused by: ".length());
            }
        }
        int colon = message.indexOf(": ");
        boolean namesClass = colon > 0 && message.substring(0, colon).matches("[\\w.$]+(Exception|Error)");
        return namesClass ? message.substring(colon + 2) : message;
    }

    void exit(int code) {
        IntConsumer stop = exit;
        if (stop != null) {
            Thread thread = new Thread(() -> stop.accept(code), "oriel-exit");
            thread.start();
        }
    }
}

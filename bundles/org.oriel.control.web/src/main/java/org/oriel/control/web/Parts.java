package org.oriel.control.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.Indicator;
import org.oriel.api.source.CaptureSource;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline;
import org.oriel.host.ConsentGate;
import org.oriel.host.Delivery;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.Exemptions;
import org.oriel.host.Ledger;
import org.oriel.host.Pictures;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The core's services as far as they are there: the page must answer, and say what is missing, when one is not. */
@Component(service = Parts.class)
public final class Parts {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ConsentGate gate;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable CapturePipeline pipeline;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable EventStore store;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable EventCodec codec;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Pictures pictures;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Delivery delivery;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Exemptions exemptions;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Ledger ledger;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Admission admission;

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    volatile List<Indicator> indicators = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    volatile List<CaptureSource> sources = List.of();

    ConsentGate needGate() throws HttpProblem {
        return need(gate, "gate");
    }

    CapturePipeline needPipeline() throws HttpProblem {
        return need(pipeline, "pipeline");
    }

    EventStore needStore() throws HttpProblem {
        return need(store, "store");
    }

    Delivery needDelivery() throws HttpProblem {
        return need(delivery, "delivery");
    }

    Exemptions needExemptions() throws HttpProblem {
        return need(exemptions, "exemptions");
    }

    Ledger needLedger() throws HttpProblem {
        return need(ledger, "ledger");
    }

    StoreScan scan() throws HttpProblem {
        return new StoreScan(needStore(), need(codec, "store"));
    }

    /** The service, or the problem that the page turns into a sentence. */
    static <T> T need(@Nullable T service, String part) throws HttpProblem {
        if (service == null) {
            throw new HttpProblem(503, "missing." + part, "this part is not installed or did not start: " + part);
        }
        return service;
    }
}

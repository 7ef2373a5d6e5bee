package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;
import org.oriel.host.RedactionPreview;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * What {@code oriel redact} asks: the masking of capture, on what somebody hands in. Without a
 * filter that capture requires it answers nothing, so that nobody takes a missing filter for a clean text.
 */
@Component(
        name = "org.oriel.pipeline.preview",
        configurationPid = "org.oriel.pipeline",
        service = RedactionPreview.class)
public final class Preview implements RedactionPreview {
    private final List<TextDetector> detectors = new CopyOnWriteArrayList<>();
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private final List<String> required;

    /** The detectors come and go. */
    @Activate
    public Preview(OrielPipeline.Config config) {
        required = List.of(config.requiredDetectors());
    }

    /** A detector is there. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void addDetector(TextDetector detector, ServiceReference<TextDetector> reference) {
        detectors.add(detector);
        present.add(reference.getBundle().getSymbolicName());
    }

    /** A detector is gone. */
    public void removeDetector(TextDetector detector, ServiceReference<TextDetector> reference) {
        detectors.remove(detector);
        Bundle bundle = reference.getBundle();
        if (bundle != null) {
            present.remove(bundle.getSymbolicName());
        }
    }

    private List<TextDetector> all() {
        for (String bundle : required) {
            if (!present.contains(bundle)) {
                throw new IllegalStateException("the filter " + bundle + " is missing");
            }
        }
        return List.copyOf(detectors);
    }

    @Override
    public Masked text(Sensitive text) {
        String raw = text.reveal();
        List<Finding> found = new ArrayList<>();
        List<TextDetector> asked = all();
        Detection detection = value -> {
            for (TextDetector detector : asked) {
                found.addAll(detector.detect(Sensitive.of(value)));
            }
            return found;
        };
        Sensitive masked = new TextMask(detection, new Placeholders(), new SecretSet()).mask(text, new ArrayList<>());
        if (masked.equals(TextMask.MASKED)) {
            return new Masked(
                    masked.reveal(), List.of(new Finding(0, raw.length(), Mask.UNDECIDED, Mask.DETECTOR_FAILED)));
        }
        try {
            return new Masked(masked.reveal(), Findings.union(found, raw.length()));
        } catch (DetectionFailed e) {
            throw new IllegalStateException("the mask was made of these very findings", e);
        }
    }

    @Override
    public List<CaptureEvent> typed(List<Map<String, Object>> events) {
        return TypedCheck.run(events, all());
    }
}

package org.oriel.pipeline;

import java.util.List;
import org.oriel.api.redact.Finding;

/** What finds sensitive text; the engine puts the deployed detectors behind it, with their budgets. */
interface Detection {
    /**
     * What is sensitive in {@code text}, in any order, overlaps allowed.
     *
     * @throws DetectionFailed when a detector is missing, failed or overran its budget; the caller then masks the text
     */
    List<Finding> detect(String text) throws DetectionFailed;
}

package org.oriel.pipeline;

/** No verdict on a text: it is masked as a whole. Carries no content. */
final class DetectionFailed extends Exception {
    private static final long serialVersionUID = 1L;

    DetectionFailed(String reason) {
        super(reason);
    }
}

package org.oriel.api.redact;

/** What is done about text in a picture. */
public enum TextPolicy {
    /**
     * Text stays and is not read: for applications that show nobody's data. Typed text that is not told yet and protected
     * fields are masked all the same.
     */
    KEEP_ALL,
    /** What detectors find is masked, the rest stays. */
    MASK_DETECTED,
    /** Only words of the user interface and plain words stay; all other text is masked. */
    DEFAULT_DENY,
    /** The whole area is masked. */
    BLANK
}

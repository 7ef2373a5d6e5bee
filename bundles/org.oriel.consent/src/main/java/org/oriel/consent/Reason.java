package org.oriel.consent;

/** The constants of {@code CaptureState.reason()} and of the mark that ends a session. */
final class Reason {
    static final String STARTING = "starting";
    static final String SHUTDOWN = "shutdown";
    static final String NO_SOURCE = "no-source";
    static final String NO_LAW = "no-law";
    static final String LAW_EXPIRED = "law-expired";
    static final String LAW_FORBIDS = "law-forbids";
    static final String LAW_UNSIGNED = "law-unsigned";
    static final String LAW_LANGUAGE = "law-language";
    static final String LAW_REFERENCE = "law-reference";
    static final String NO_POLICY = "no-policy";
    static final String NO_CONSENT = "no-consent";
    static final String WITHDRAWN = "withdrawn";
    static final String CONSENT_OUTDATED = "consent-outdated";
    static final String CONSENT_EXPIRED = "consent-expired";
    static final String EXEMPT = "exempt";
    static final String OUTSIDE_HOURS = "outside-hours";
    static final String OTHER_COUNTRY = "other-country";
    static final String PAUSED = "paused";
    static final String NO_PIPELINE = "no-pipeline";
    static final String PIPELINE_FAILED = "pipeline-failed";
    static final String PLUGIN_HANGS = "plugin-hangs";
    static final String GATE_FAILED = "gate-failed";
    static final String NO_INDICATOR = "no-indicator";

    /** Ends a session that goes on under another grant or with another pipeline. */
    static final String REOPENED = "reopened";

    static final String PAUSE = "pause";
    static final String WITHDRAW = "withdraw";

    private Reason() {}
}

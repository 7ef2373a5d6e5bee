package org.oriel.consent;

/** Makes everything that captures exist, or not. */
interface CaptureSwitch {
    /** Sources come up; when it returns a problem, none is left. */
    String on();

    /** Sources go; when it returns no problem, none is left. */
    String off();

    /** Why it cannot be switched on now; empty when it can. */
    String stuck();
}

package org.oriel.host;

import org.oriel.api.source.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The policy: what may be captured. Default deny.
 *
 * <p><b>What:</b> one decision per window, shared by every source. <b>Threading:</b> any; a snapshot is immutable and is
 * replaced whole. <b>Errors:</b> none; without a valid policy nothing is allowed. <b>Data:</b> no content.
 */
@ProviderType
public interface Admission {
    /** The rules in force now. Take one per batch, so that a batch sees one policy. */
    Rules current();

    /** One policy. */
    @ProviderType
    interface Rules {
        /** Whether the application of {@code target} may be captured. */
        boolean allows(Target target);

        /** Identity of the application as it is written into events. */
        String identity(Target target);

        /** SHA-256 of the policy, hex. */
        String hash();

        /** Steps in milliseconds that event times are rounded down to. */
        int timingMillis();

        /** What is allowed, for people: one line a rule. */
        java.util.List<String> describe();
    }
}

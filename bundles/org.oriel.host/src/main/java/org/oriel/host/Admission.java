package org.oriel.host;

import org.oriel.api.redact.TextPolicy;
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

    /**
     * What is wrong with the newest policy: one line naming the file, the place and what is allowed; empty when it is in
     * force. The rules in force are then the last good ones, or none.
     */
    default String problem() {
        return "";
    }

    /**
     * Leaves out more than the policy does: what the person has exempted. Replaces what was left out before.
     *
     * <p><b>Threading:</b> any; {@link #current()} returns the narrower rules when it returns. <b>Errors:</b> none.
     *
     * @param executables paths of executables; a window whose executable is not known is left out too, if there are any
     * @param origins origins of sites, such as {@code https://example.org}
     * @return whether all of it is left out now; when not, nothing may be captured at all
     */
    default boolean leaveOut(java.util.Set<String> executables, java.util.Set<String> origins) {
        return executables.isEmpty() && origins.isEmpty();
    }

    /** Tells {@code listener} about replacements until the result is closed. */
    default AutoCloseable onReplace(Listener listener) {
        return () -> {};
    }

    /**
     * Is told around a replacement, so that rules that allow more than was agreed to never meet an open gate.
     *
     * <p><b>Threading:</b> the policy's thread; may wait some seconds. <b>Errors:</b> a throw keeps the old rules.
     */
    @ProviderType
    interface Listener {
        /** {@code next} is about to come into force. */
        void replacing(Rules next);

        /** It is over: {@link #current()} returns what is in force, the new rules or, when it failed, the old. */
        void replaced();
    }

    /**
     * What must be known of a field before its keys are told.
     *
     * @param known keys are told only where an extractor said in time that the field is an open one
     * @param origins keys and context are told only of pages of these origins; empty where that is no condition
     */
    record Fields(boolean known, java.util.Set<String> origins) {
        /** No condition: keys are told unless an extractor says that the field is protected. */
        public static final Fields ANY = new Fields(false, java.util.Set.of());

        /** A condition on origins is one on knowledge too. */
        public Fields {
            origins = java.util.Set.copyOf(origins);
            known = known || !origins.isEmpty();
        }

        /** Whether what belongs to a page of {@code origin} may be told. */
        public boolean admits(String origin) {
            return origins.isEmpty() || origins.contains(origin);
        }
    }

    /** One policy. */
    @ProviderType
    interface Rules {
        /** In a line of {@link #describe()}: what follows narrows what precedes. */
        String ONLY = "; only ";

        /** Whether the application of {@code target} may be captured. */
        boolean allows(Target target);

        /** Identity of the application as it is written into events. */
        String identity(Target target);

        /** What is done about text in pictures of the application of {@code target}. */
        default TextPolicy frameText(Target target) {
            return TextPolicy.DEFAULT_DENY;
        }

        /** What must be known of a field of the application of {@code target} before its keys are told. */
        default Fields fields(Target target) {
            return Fields.ANY;
        }

        /** SHA-256 of the policy, hex. */
        String hash();

        /** Steps in milliseconds that event times are rounded down to. */
        int timingMillis();

        /**
         * What is allowed, for people: one line a rule; empty when nothing is. A line may go on with {@link #ONLY} and a
         * condition, and then allows less than the line without it.
         */
        java.util.List<String> describe();
    }
}

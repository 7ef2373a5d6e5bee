package org.oriel.host;

import java.time.Duration;
import java.util.Optional;
import org.oriel.api.consent.CaptureState;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The gate: whether capture exists.
 *
 * <p><b>What:</b> owns the condition {@code capture.allowed}. <b>Threading:</b> any thread; changes run one after the
 * other on the control thread and are in force when the call returns. <b>Errors:</b> {@link NotAllowedException} with
 * the reason. <b>Data:</b> no content.
 */
@ProviderType
public interface ConsentGate {
    /** The state now. */
    CaptureState state();

    /** The notice for what is installed now. */
    Notice notice();

    /** The consent in force. */
    Optional<Grant> grant();

    /**
     * Whether what was captured under {@code grant} may go to {@code destination} for {@code purpose}: whether the notice
     * that was agreed to named both. Any thread; cheap.
     */
    boolean covers(String grant, String destination, String purpose);

    /**
     * Records that the person agreed.
     *
     * @param noticeHash hash of the notice they saw; refused when it is not the one for what is installed now
     * @param how where they typed it
     */
    Grant accept(String noticeHash, String how) throws NotAllowedException;

    /**
     * Records that the person said no. It is kept on this computer only, never leaves it, and has no effect but that
     * capture stays off; where a grant is in force it ends as by {@link #withdraw}.
     */
    default void refuse(String noticeHash, String how) throws NotAllowedException {
        withdraw();
    }

    /** Takes consent back: capture ends, what is held back is discarded. */
    void withdraw();

    /** Pauses for {@code length}; when it returns no source exists and what was admitted before is stored. */
    void pause(Duration length) throws NotAllowedException;

    /** Ends a pause; refused with the reason when capture stays off all the same. */
    void resume() throws NotAllowedException;

    /** Every grant there was, newest first, the one in force among them. */
    default java.util.List<Grant> grants() {
        return grant().map(java.util.List::of).orElse(java.util.List.of());
    }

    /** Text of a notice that was agreed to once; empty when it is not kept. */
    default Optional<String> agreed(String noticeHash) {
        return Optional.empty();
    }

    /** How long a pause lasts when nobody says. */
    default Duration defaultPause() {
        return Duration.ofMinutes(30);
    }
}

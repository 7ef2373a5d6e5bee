package org.oriel.host;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.source.Target;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/**
 * What whoever takes frames needs of the open capture session. The service exists only while one is open.
 *
 * <p><b>What:</b> rules, names, typed text that is not told yet, judgement of recognised text, and the way into the
 * store. <b>Threading:</b> any thread, except the pipeline's; calls wait for the pipeline thread, some milliseconds.
 * <b>Errors:</b> {@link IllegalStateException} when the session is over or the pipeline does not answer: the frame is
 * then not kept. <b>Data:</b> only masked pictures may be offered.
 */
@ProviderType
public interface FrameDesk {
    /**
     * Names the bundle whose screen the frames are of; nothing is taken before.
     *
     * @throws IllegalStateException when no law pack permits it to capture frames
     */
    void source(Bundle screen);

    /** The allow rules in force. */
    Admission.Rules rules();

    /** Reference of an admitted window as events name it, such as {@code w3}. */
    String window(String desktop, Target target);

    /**
     * Windows with typed text that is not told yet, or of which typed text was masked in this session. Everything that
     * sources offered before the call is taken into account.
     */
    List<Typed> typed();

    /** What detectors find in each of {@code texts}, and the values that were masked in this session. */
    List<List<Finding>> find(List<Sensitive> texts);

    /** Names the ties of actions from now on, until the session ends; a second call replaces the first. */
    void tie(FrameTies ties);

    /** Wall and monotonic time of a monotonic instant, as events have it. */
    EventTime time(long monotonicNanos);

    /** Whether {@link #offer} takes a frame that names this image without handing it over. */
    boolean knows(String image);

    /**
     * Hands over a frame. It is stored, with its image, after all that was captured before it: never while typed text
     * from before it is held back.
     *
     * @param image what the frame names, or null where it names none or one that {@link #knows} says
     * @return {@code false} when there is no room; then nothing was taken
     */
    boolean offer(Frame frame, EventTime time, @Nullable Image image);

    /**
     * Typed text of a window.
     *
     * @param window native id
     * @param held whether typed text is held back there
     * @param sinceNanos when the oldest key was pressed that is held, monotonic; 0 where none is
     * @param masked how many typed spans were masked there in this session
     */
    record Typed(String desktop, int window, boolean held, long sinceNanos, long masked) {}
}

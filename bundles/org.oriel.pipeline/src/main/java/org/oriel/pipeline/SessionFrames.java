package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.host.FrameDesk.Typed;
import org.oriel.host.FrameTies;

/** What a capture session knows of its frames: who ties actions to them, and where typed text was masked. */
final class SessionFrames {
    private final Map<String, Long> masked = new HashMap<>();
    private volatile FrameTies ties = (desktop, window, nanos, body) -> FrameTies.NONE;

    /** Any thread. */
    void tie(FrameTies names) {
        ties = names;
    }

    /** The event with the frames around it, where there are any. */
    CaptureEvent tie(String desktop, int window, long nanos, CaptureEvent event) {
        EventBody body = event.body();
        try {
            FrameTies.Ties around = ties.acted(desktop, window, nanos, body);
            return around.before().isEmpty() && around.after().isEmpty()
                    ? event
                    : event.withFrames(around.before(), around.after());
        } catch (RuntimeException e) {
            // Whoever takes frames is in trouble; the action is told all the same.
            return event;
        }
    }

    /** An event left the hold-back. */
    void released(CaptureEvent event) {
        if (event.body() instanceof Key key && key.phase() == Key.Phase.REDACTED) {
            masked.merge(event.subject().window(), 1L, Long::sum);
        }
    }

    /** Windows with typed text that is held or of which some was masked. */
    List<Typed> typed(Map<String, Long> since, WindowRefs refs, Feeds feeds) {
        Map<String, Long> names = new HashMap<>(since);
        masked.keySet().forEach(name -> names.putIfAbsent(name, 0L));
        List<Typed> typed = new ArrayList<>();
        names.forEach((name, from) -> refs.find(name)
                .ifPresent(window -> typed.add(new Typed(
                        feeds.desktop(window.space()),
                        window.window(),
                        since.containsKey(name),
                        from,
                        masked.getOrDefault(name, 0L)))));
        return typed;
    }
}

package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.oriel.api.event.Actor;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.PointerButton;

/**
 * Who drives: says which injected input is an announced agent's, and when a person takes over from it. Reasons of the
 * marks are those of {@code docs/events.md}. Pipeline thread only.
 */
final class Agency {
    static final String TAKEOVER = "takeover";
    static final String CORRECTION = "correction";
    static final String UNDO = "undo";
    static final String ABANDON = "abandon";

    private static final long ABANDON_NANOS = 5_000_000_000L;

    /** Whose agents drive. */
    private final Set<Object> driving = new HashSet<>();

    private long since;
    /** The agent acted, and no person has since. */
    private boolean agentActed;
    /** The last thing it did was to type text. */
    private boolean agentTyped;
    /** A person took over, and what they do first is not known yet. */
    private boolean fresh;

    private boolean tookOver;
    private long takeover;

    /** An agent of {@code feed} drives from now on, or no longer does; whether that abandons what it did. */
    boolean acting(Object feed, long nanos, boolean drives) {
        boolean before = !driving.isEmpty();
        if (drives) {
            driving.add(feed);
        } else {
            driving.remove(feed);
        }
        if (!before && drives) {
            since = nanos;
            agentActed = false;
            tookOver = false;
            fresh = false;
        }
        boolean abandons = before && driving.isEmpty() && tookOver && nanos - takeover <= ABANDON_NANOS;
        tookOver &= !driving.isEmpty();
        return abandons;
    }

    /** Whether injected input of that time is an agent's. */
    boolean drives(long nanos) {
        return !driving.isEmpty() && nanos - since >= 0;
    }

    /** Input that is told; the reasons of the interventions that it is. */
    List<String> follow(Actor actor, long nanos, EventBody body) {
        boolean key = body instanceof Key down && down.phase() == Key.Phase.DOWN;
        boolean button = body instanceof PointerButton press && press.down();
        if (driving.isEmpty() || !(key || button)) {
            return List.of();
        }
        if (actor == Actor.AGENT) {
            agentActed = true;
            agentTyped = body instanceof Key typed && types(typed);
            tookOver = false;
            fresh = false;
            return List.of();
        }
        return actor == Actor.HUMAN ? person(nanos, body) : List.of();
    }

    private List<String> person(long nanos, EventBody body) {
        List<String> reasons = new ArrayList<>(2);
        if (agentActed) {
            agentActed = false;
            tookOver = true;
            fresh = true;
            takeover = nanos;
            reasons.add(TAKEOVER);
        }
        boolean modifier =
                body instanceof Key key && KeyNames.isModifier(key.key().reveal());
        if (fresh && !modifier) {
            fresh = false;
            if (body instanceof Key key && takesBack(key)) {
                reasons.add(undoes(key) ? UNDO : CORRECTION);
            }
        }
        return reasons;
    }

    private boolean takesBack(Key key) {
        String name = key.key().reveal();
        return undoes(key) || (agentTyped && (name.equals("Backspace") || name.equals("Delete")));
    }

    private static boolean undoes(Key key) {
        String name = key.key().reveal();
        return name.equals("Undo")
                || (KeyNames.isText(name) && KeyNames.isChord(key, name) && KeyNames.chordLetter(key, name) == 'z');
    }

    private static boolean types(Key key) {
        String name = key.key().reveal();
        return KeyNames.isText(name) && !KeyNames.isChord(key, name);
    }
}

package org.oriel.export.trajectory;

import java.io.IOException;
import org.oriel.api.event.Modifier;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** What dialects can say nearly, but not exactly: the step is written, and listed as a loss. */
final class Approximate {
    private Approximate() {}

    /** For dialects that count whole notches. */
    static void notches(Step step, Output out) throws IOException {
        if (Scene.gesture(step) instanceof Action.Scroll scroll
                && (isPart(scroll.notchesX(), scroll.pixelsX()) || isPart(scroll.notchesY(), scroll.pixelsY()))) {
            out.loss(step, "scroll-rounded");
        }
    }

    private static boolean isPart(double notches, double pixels) {
        return notches == 0 ? pixels != 0 : notches != Math.rint(notches);
    }

    /** For dialects whose chords let go of everything: a switcher of windows closes when Alt or Meta goes up. */
    static void chord(Step step, Output out) throws IOException {
        if (Scene.gesture(step) instanceof Action.Chord chord
                && (chord.count() > 1 || chord.continued())
                && (chord.modifiers().contains(Modifier.ALT)
                        || chord.modifiers().contains(Modifier.META))) {
            out.loss(step, "modifier-held-over");
        }
    }
}

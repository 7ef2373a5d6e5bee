package org.oriel.trajectory;

import java.util.Set;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.Scroll;

/** A scroll that may go on. */
final class Scrolled extends Gesture {
    /** Sums are told in steps of a thousandth, so that they do not show how many parts they were made of. */
    private static final double STEPS = 1_000;

    private final Point place;
    private final Set<Modifier> modifiers;
    private final int direction;
    private double notchesX;
    private double notchesY;
    private double pixelsX;
    private double pixelsY;

    Scrolled(CaptureEvent first, Scroll scroll, Set<Modifier> modifiers) {
        super(first);
        place = new Point(scroll.at().x(), scroll.at().y(), 0);
        this.modifiers = modifiers;
        direction = direction(scroll);
        add(scroll);
    }

    boolean takes(CaptureEvent event, Scroll scroll, Set<Modifier> held, Reduction reduction) {
        return direction == direction(scroll)
                && modifiers.equals(held)
                && sameHand(event)
                && idleBefore(event) <= reduction.scrollMillis()
                && Clicked.distance(place, scroll.at()) <= reduction.scrollPixels();
    }

    void add(Scroll scroll) {
        notchesX += scroll.notchesX();
        notchesY += scroll.notchesY();
        pixelsX += scroll.pixelsX();
        pixelsY += scroll.pixelsY();
    }

    /** The greater of the two axes, and its sign: a touchpad always moves a little on the other one. */
    private static int direction(Scroll scroll) {
        boolean notches = scroll.notchesX() != 0 || scroll.notchesY() != 0;
        double x = notches ? scroll.notchesX() : scroll.pixelsX();
        double y = notches ? scroll.notchesY() : scroll.pixelsY();
        return Math.abs(x) > Math.abs(y) ? 2 * (int) Math.signum(x) : (int) Math.signum(y);
    }

    @Override
    Point at() {
        return place;
    }

    @Override
    Action action() {
        return new Action.Scroll(
                rounded(notchesX), rounded(notchesY), rounded(pixelsX), rounded(pixelsY), place, modifiers);
    }

    private static double rounded(double sum) {
        return Math.round(sum * STEPS) / STEPS;
    }
}

package org.oriel.api.event;

/**
 * The wheel or a scrolling gesture.
 *
 * @param notchesX wheel notches, right is positive
 * @param notchesY wheel notches, down is positive
 * @param pixelsX pixels where the device tells them, else 0
 * @param pixelsY pixels where the device tells them, else 0
 * @param at where
 */
public record Scroll(double notchesX, double notchesY, double pixelsX, double pixelsY, Point at) implements EventBody {
    @Override
    public String type() {
        return "scroll";
    }
}

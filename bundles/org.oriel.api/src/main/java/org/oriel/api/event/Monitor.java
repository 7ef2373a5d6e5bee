package org.oriel.api.event;

/**
 * A monitor.
 *
 * @param name as the system calls it, such as {@code DP-1}
 * @param bounds where it is on the virtual desktop, physical pixels
 * @param scale its scale, 1.0 where unknown
 */
public record Monitor(String name, Rect bounds, double scale) {}

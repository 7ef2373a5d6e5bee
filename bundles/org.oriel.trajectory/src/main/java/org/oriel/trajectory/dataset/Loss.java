package org.oriel.trajectory.dataset;

/**
 * Something that a format cannot say.
 *
 * @param step id of the step
 * @param dialect the dialect that cannot say it
 * @param reason a constant such as {@code quote-in-text}; never content
 */
public record Loss(String step, String dialect, String reason) {}

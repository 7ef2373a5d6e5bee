package org.oriel.api.event;

/**
 * A rectangle of a frame that was painted over.
 *
 * @param rect where
 * @param type class of what was found, such as {@code EMAIL}; or {@code TEXT} (text that the policy does not keep),
 *     {@code TYPING} (typed and not told yet), {@code FIELD} (a protected field), {@code UNREADABLE}
 * @param rule id of the rule or policy that masked it
 */
public record FrameMask(Rect rect, String type, String rule) {}

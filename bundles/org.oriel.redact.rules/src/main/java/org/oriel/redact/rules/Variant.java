package org.oriel.redact.rules;

/**
 * A part of the text in another form: decoded, or without a line break. Its places map to the original.
 *
 * @param text the other form
 * @param marks a finding counts only if it holds one of these places
 * @param joined whether a line break was taken out; a finding must begin before the mark, which follows the break
 * @param digitsOnly whether only rules for digits are wanted
 */
record Variant(PlainText text, int[] marks, boolean joined, boolean digitsOnly) {}

package org.oriel.context.accessibility;

/** Recognises fields that show signs in place of what is typed without being password fields, as pages do by a style. */
final class Masks {
    private static final String ALWAYS = "\u2022\u25cf\u25e6\u2219\u26ab\u2b24\u25a0\u25aa";

    /** Whether all of a single line's text is one mask character: bullets, or two or more stars. */
    boolean masked(Fields.Written written, long states) {
        String text = written.text().reveal();
        if (text.isEmpty() || !States.has(states, States.SINGLE_LINE)) {
            return false;
        }
        char first = text.charAt(0);
        boolean mask = ALWAYS.indexOf(first) >= 0 || (first == '*' && text.length() > 1);
        return mask && text.chars().allMatch(c -> c == first);
    }
}

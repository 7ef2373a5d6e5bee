package org.oriel.redact.rules;

/** The stretch of a text that a pattern sees; counts every look. */
final class Window implements CharSequence {
    private final Steps steps;
    private char[] chars = new char[0];
    private int from;
    private int length;

    Window(Steps steps) {
        this.steps = steps;
    }

    void set(char[] text, int start, int end) {
        chars = text;
        from = start;
        length = end - start;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        steps.one();
        return chars[from + index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, from + start, end - start);
    }

    @Override
    public String toString() {
        return "a window of " + length + " characters";
    }
}

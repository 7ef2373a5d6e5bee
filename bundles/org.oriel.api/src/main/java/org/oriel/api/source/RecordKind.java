package org.oriel.api.source;

/** What a {@link RawRecord} says; the constants are the values of its first two bytes and never change meaning. */
public final class RecordKind {
    /** A key: {@code code} keycode, {@code value} text id or symbol, {@link RawRecord#FLAG_DOWN} or up. */
    public static final int KEY = 1;
    /** A pointer button: {@code code} is the button, {@code x}, {@code y} where. */
    public static final int BUTTON = 2;
    /** The wheel: {@code value} packs notches × 120, x in the high and y in the low 32 bits. */
    public static final int SCROLL = 3;
    /** The pointer is at {@code x}, {@code y}. */
    public static final int POINTER = 4;
    /** {@code window} got the keyboard; 0 means that nobody knows who has it. */
    public static final int FOCUS = 5;
    /** The title of {@code window} changed; {@code value} is a text id. */
    public static final int TITLE = 6;
    /** {@code window} is at {@code x}, {@code y} with {@code value} = width << 32 | height. */
    public static final int GEOMETRY = 7;
    /** The order of windows changed; {@code window} is now on top. */
    public static final int STACK = 8;
    /** {@code window} is gone. */
    public static final int CLOSE = 9;
    /** Keyboard state: {@code value} and {@code code} as the backend packs them. Control. */
    public static final int KEYBOARD_STATE = 10;
    /** The keymap changed to generation {@code keymap}. Control. */
    public static final int KEYMAP = 11;
    /** A piece of text for the table: id, part and up to 32 bytes of UTF-8. Control. */
    public static final int TEXT = 12;
    /** What is known of {@code window}: {@code code} text id of its executable, {@code value} of its class. Control. */
    public static final int WINDOW = 13;
    /** {@code value} keys were typed that are none of our business: another client's grab. */
    public static final int SUPPRESSED = 14;
    /** The hook was silent and was installed again. Control. */
    public static final int HOOK_RESTARTED = 15;

    private RecordKind() {}
}

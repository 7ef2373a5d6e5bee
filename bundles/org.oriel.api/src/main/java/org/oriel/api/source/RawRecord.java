package org.oriel.api.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One raw input record of 64 bytes, little-endian: the format of the ring, of fixtures and of recorded sessions.
 *
 * <p><b>What:</b> a reusable view over eight words; a source fills one instance again and again and offers it.
 * <b>Threading:</b> not thread-safe; one instance per thread. {@link Feed#offer} copies. <b>Errors:</b>
 * {@link #read} refuses a version it does not know. <b>Data:</b> times in nanoseconds, coordinates in physical pixels of
 * the virtual desktop. Raw input is the most sensitive data there is: it lives in memory only, except in fixtures that
 * were recorded to be published.
 *
 * <pre>
 *  0 u16 kind   2 u8 version   3 u8 backend   4 u16 device   6 u8 origin   7 u8 clock
 *  8 i64 monotonic nanoseconds              16 i64 time of the source, on its clock
 * 24 u32 sequence  28 u32 code              32 i64 value
 * 40 i32 x         44 i32 y                 48 u32 flags      52 u32 window
 * 56 u32 generation of the window's facts   60 u32 generation of the keymap
 * A TEXT record instead: 24 u32 id, 28 u16 part, 30 u8 length, 31 u8 last, 32 up to 32 bytes of UTF-8.
 * </pre>
 */
public final class RawRecord {
    /** Size in bytes. */
    public static final int BYTES = 64;
    /** Size in 8-byte words. */
    public static final int WORDS = 8;
    /** The format version that this class writes. */
    public static final int VERSION = 1;
    /** Most bytes of text in one TEXT record. */
    public static final int TEXT_BYTES = 32;

    /** Pressed; without it, released. */
    public static final int FLAG_DOWN = 1;
    /** A repeat of a held key; {@code x} is how many. */
    public static final int FLAG_REPEAT = 1 << 1;
    /** Went to another client's grab: never decoded. */
    public static final int FLAG_GRABBED = 1 << 2;
    /** Bits 8 to 14 hold the modifiers, one bit per {@code Modifier} ordinal. */
    public static final int MODIFIER_SHIFT = 8;

    /** The origin is not known. */
    public static final int ORIGIN_UNKNOWN = 0;
    /** A physical device. */
    public static final int ORIGIN_PHYSICAL = 1;
    /** Synthetic input. */
    public static final int ORIGIN_INJECTED = 2;

    private final long[] words = new long[WORDS];

    /** Clears everything and sets kind and time. */
    public RawRecord begin(int kind, long monotonicNanos) {
        java.util.Arrays.fill(words, 0);
        words[0] = (kind & 0xffffL) | ((long) VERSION << 16);
        words[1] = monotonicNanos;
        return this;
    }

    /** See {@link RecordKind}. */
    public int kind() {
        return (int) (words[0] & 0xffff);
    }

    /** Which hook wrote it: 1 XInput2, 2 replay, 3 evdev, 4 Windows, 5 macOS. */
    public int backend() {
        return (int) (words[0] >>> 24) & 0xff;
    }

    /** Sets {@link #backend()} and {@link #device()}. */
    public RawRecord from(int backend, int device) {
        words[0] = (words[0] & ~0xffffff000000L) | ((long) (backend & 0xff) << 24) | ((long) (device & 0xffff) << 32);
        return this;
    }

    /** Device id of the backend. */
    public int device() {
        return (int) (words[0] >>> 32) & 0xffff;
    }

    /** One of the {@code ORIGIN_} constants. */
    public int origin() {
        return (int) (words[0] >>> 48) & 0xff;
    }

    /** Sets {@link #origin()}. */
    public RawRecord origin(int origin) {
        words[0] = (words[0] & ~(0xffL << 48)) | ((long) (origin & 0xff) << 48);
        return this;
    }

    /** Nanoseconds of {@link System#nanoTime()}. */
    public long monotonicNanos() {
        return words[1];
    }

    /** Time on the clock of the source. */
    public long sourceTime() {
        return words[2];
    }

    /** Sets {@link #sourceTime()} and the id of its clock: 1 milliseconds of the X server. */
    public RawRecord sourceTime(int clock, long time) {
        words[0] = (words[0] & ~(0xffL << 56)) | ((long) (clock & 0xff) << 56);
        words[2] = time;
        return this;
    }

    /** Running number of the source, unsigned 32 bits. */
    public int sequence() {
        return (int) words[3];
    }

    /** Sets {@link #sequence()}. */
    public RawRecord sequence(int sequence) {
        words[3] = (words[3] & 0xffffffff00000000L) | (sequence & 0xffffffffL);
        return this;
    }

    /** Keycode, button or what the kind says. */
    public int code() {
        return (int) (words[3] >>> 32);
    }

    /** Sets {@link #code()}. */
    public RawRecord code(int code) {
        words[3] = (words[3] & 0xffffffffL) | ((long) code << 32);
        return this;
    }

    /** What the kind says. */
    public long value() {
        return words[4];
    }

    /** Sets {@link #value()}. */
    public RawRecord value(long value) {
        words[4] = value;
        return this;
    }

    /** Pixels from the left. */
    public int x() {
        return (int) words[5];
    }

    /** Pixels from the top. */
    public int y() {
        return (int) (words[5] >>> 32);
    }

    /** Sets {@link #x()} and {@link #y()}. */
    public RawRecord at(int x, int y) {
        words[5] = (x & 0xffffffffL) | ((long) y << 32);
        return this;
    }

    /** The {@code FLAG_} bits. */
    public int flags() {
        return (int) words[6];
    }

    /** Whether all of {@code bits} are set. */
    public boolean has(int bits) {
        return (flags() & bits) == bits;
    }

    /** Sets {@link #flags()}. */
    public RawRecord flags(int flags) {
        words[6] = (words[6] & 0xffffffff00000000L) | (flags & 0xffffffffL);
        return this;
    }

    /** Native window id, 0 where unknown. */
    public int window() {
        return (int) (words[6] >>> 32);
    }

    /** Generation of what was known about the window. */
    public int generation() {
        return (int) words[7];
    }

    /** Sets {@link #window()} and {@link #generation()}. */
    public RawRecord window(int window, int generation) {
        words[6] = (words[6] & 0xffffffffL) | ((long) window << 32);
        words[7] = (words[7] & 0xffffffff00000000L) | (generation & 0xffffffffL);
        return this;
    }

    /** Generation of the keymap. */
    public int keymap() {
        return (int) (words[7] >>> 32);
    }

    /** Sets {@link #keymap()}. */
    public RawRecord keymap(int generation) {
        words[7] = (words[7] & 0xffffffffL) | ((long) generation << 32);
        return this;
    }

    /** Fills a TEXT record with bytes {@code from} up to {@code to} of {@code utf8}. */
    public RawRecord text(int id, int part, byte[] utf8, int from, int to, boolean last) {
        int length = to - from;
        words[3] = (id & 0xffffffffL) | ((long) (part & 0xffff) << 32) | ((long) length << 48);
        if (last) {
            words[3] |= 1L << 56;
        }
        for (int i = 0; i < length; i++) {
            words[4 + i / 8] |= (utf8[from + i] & 0xffL) << (8 * (i % 8));
        }
        return this;
    }

    /** Part number of a TEXT record. */
    public int textPart() {
        return (int) (words[3] >>> 32) & 0xffff;
    }

    /** Whether a TEXT record is the last part of its text. */
    public boolean textLast() {
        return (words[3] >>> 56) != 0;
    }

    /** The bytes of a TEXT record. */
    public byte[] textBytes() {
        int length = Math.min(TEXT_BYTES, (int) (words[3] >>> 48) & 0xff);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (words[4 + i / 8] >>> (8 * (i % 8)));
        }
        return bytes;
    }

    /** Copies the words into {@code target} from index {@code at}. */
    public void copyTo(long[] target, int at) {
        System.arraycopy(words, 0, target, at, WORDS);
    }

    /** Copies eight words from {@code source}, starting at index {@code at}. */
    public RawRecord copyFrom(long[] source, int at) {
        System.arraycopy(source, at, words, 0, WORDS);
        return this;
    }

    /** Overwrites the record with zeros. */
    public void wipe() {
        java.util.Arrays.fill(words, 0);
    }

    /** Writes 64 bytes. */
    public void write(ByteBuffer out) {
        ByteBuffer ordered = out.order(ByteOrder.LITTLE_ENDIAN);
        for (long word : words) {
            ordered.putLong(word);
        }
    }

    /**
     * Reads 64 bytes.
     *
     * @throws IllegalArgumentException when the record is of another version
     */
    public RawRecord read(ByteBuffer in) {
        ByteBuffer ordered = in.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < WORDS; i++) {
            words[i] = ordered.getLong();
        }
        int version = (int) (words[0] >>> 16) & 0xff;
        if (version != VERSION) {
            throw new IllegalArgumentException("record version " + version + " is not known, allowed: " + VERSION);
        }
        return this;
    }

    /** Kind and sequence only: the rest may be content. */
    @Override
    public String toString() {
        return "RawRecord[kind=" + kind() + ", sequence=" + Integer.toUnsignedString(sequence()) + "]";
    }
}

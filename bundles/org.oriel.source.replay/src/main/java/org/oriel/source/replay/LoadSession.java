package org.oriel.source.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/**
 * A session for load tests: exactly as many records as asked for. Numbered words such as {@code "w000123 "} are typed, so
 * that a test can tell which are missing; there is a click and a pointer path at each change of the window.
 */
public final class LoadSession {
    /** Executable of all windows. */
    public static final String EXECUTABLE = "/usr/bin/oriel-load";

    private static final long STEP_NANOS = 1_000_000;
    private static final int WORDS_IN_A_WINDOW = 100;
    private static final int PATH = 20;
    private static final int WORD = 8;

    private final Tape tape = new Tape();
    private final int windows;
    private final int fastRecords;
    private final long slowNanos;
    private long now = STEP_NANOS;
    private int window;
    private int words;

    /**
     * A thousand records a second, as recorded.
     *
     * @param records how many, at least 100
     * @param windows how many windows are typed into in turn, at most a quarter of the records
     */
    public LoadSession(int records, int windows) {
        this(records, windows, records, STEP_NANOS);
    }

    /**
     * A session that becomes slower: a thousand records a second at first, so that everything is warm when it matters.
     *
     * @param fastRecords after how many it becomes slower
     * @param slowNanos from one record to the next from then on
     */
    public LoadSession(int records, int windows, int fastRecords, long slowNanos) {
        if (records < 100 || windows < 1 || windows > records / 4) {
            throw new IllegalArgumentException("records " + records + ", windows " + windows
                    + ", allowed: 100 or more records, 1 window to a quarter of the records");
        }
        this.windows = windows;
        this.fastRecords = fastRecords;
        this.slowNanos = slowNanos;
        describe();
        while (records - tape.size() >= 2 * WORD + PATH + 16) {
            if (words % WORDS_IN_A_WINDOW == 0) {
                change();
            }
            type(word(words));
            words++;
        }
        while (tape.size() < records) {
            pointer(tape.size() % 1000);
        }
    }

    /** The {@code number}th word, from 0, with the space after it. */
    public static String word(int number) {
        return String.format(Locale.ROOT, "w%06d ", number);
    }

    /** How many words are typed. */
    public int words() {
        return words;
    }

    /** How many records there are. */
    public int records() {
        return tape.size();
    }

    /** Writes the session to a file. */
    public void write(Path file) throws IOException {
        Files.write(file, tape.toBytes());
    }

    /** Writes one: records, windows, file. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("arguments: RECORDS WINDOWS FILE");
        }
        LoadSession load = new LoadSession(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        load.write(Path.of(arguments[2]));
    }

    private void describe() {
        int path = tape.text(now, EXECUTABLE);
        int name = tape.text(now, "oriel-load");
        for (int i = 1; i <= windows; i++) {
            tape.add(raw(RecordKind.WINDOW, i).code(path).value(name));
        }
    }

    private void change() {
        window = window % windows + 1;
        tape.add(next(RecordKind.FOCUS));
        for (int i = 0; i < PATH; i++) {
            pointer(10 * i);
        }
        tape.add(next(RecordKind.BUTTON).code(1).at(190, 95).flags(RawRecord.FLAG_DOWN));
        tape.add(next(RecordKind.BUTTON).code(1).at(190, 95));
    }

    private void pointer(int x) {
        tape.add(next(RecordKind.POINTER).at(x, x / 2));
    }

    private void type(String text) {
        for (int i = 0; i < text.length(); i++) {
            String key = text.substring(i, i + 1);
            int id = tape.text(now, key);
            int code = Layout.keycode(key);
            tape.add(next(RecordKind.KEY).code(code).value(id).flags(RawRecord.FLAG_DOWN));
            tape.add(next(RecordKind.KEY).code(code).value(id));
        }
    }

    private RawRecord next(int kind) {
        now += tape.size() < fastRecords ? STEP_NANOS : slowNanos;
        return raw(kind, window);
    }

    private RawRecord raw(int kind, int of) {
        return new RawRecord()
                .begin(kind, now)
                .from(2, 1)
                .origin(RawRecord.ORIGIN_PHYSICAL)
                .window(of, 1);
    }
}

package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;

/**
 * A person who types texts with sensitive values in them and makes mistakes, and an attacker who sees what was
 * released. Rates per character and per value are those of the published benchmark of this method, times a difficulty.
 */
final class Simulation {
    /** How it went; everything but the counters must stay empty or zero. */
    static final class Result {
        long events;
        long released;
        long placeholders;
        long masked;
        long held;
        long lateJoins;
        long plainKeys;
        long plainKeysLost;
        /** Characters of values that came out with their identity, by the attacker who knows why each key was pressed. */
        long leaked;
        /** Stretches of four characters of a value in what the attacker reads. */
        final List<String> fragments = new ArrayList<>();

        void add(Result other) {
            events += other.events;
            released += other.released;
            placeholders += other.placeholders;
            masked += other.masked;
            held += other.held;
            lateJoins += other.lateJoins;
            plainKeys += other.plainKeys;
            plainKeysLost += other.plainKeysLost;
            leaked += other.leaked;
            fragments.addAll(other.fragments);
        }

        double falseRedaction() {
            return (double) plainKeysLost / plainKeys;
        }
    }

    private static final String[] WORDS = {
        "the",
        "report",
        "is",
        "ready",
        "for",
        "your",
        "review",
        "before",
        "we",
        "send",
        "it",
        "to",
        "client",
        "please",
        "look",
        "at",
        "second",
        "section",
        "and",
        "tell",
        "me",
        "whether",
        "those",
        "numbers",
        "are",
        "right",
        "Friday",
        "meeting",
        "moved",
        "background",
        "our",
        "team",
        "will",
        "present",
        "results",
        "then",
        "thank",
        "you",
        "often"
    };
    private static final int FRAGMENT = 4;

    private final Random random;
    private final double difficulty;
    private final boolean clicks;
    private final boolean exact;

    private final List<String> values = new ArrayList<>();
    private final Typist typist;
    /** The field as it really is, and where the caret really is. */
    private final StringBuilder field = new StringBuilder();

    private int caret;
    private int omittedAt = -1;
    private char omitted;
    private int omittedWait;
    private boolean clicked;

    /**
     * @param clicks whether some omitted characters are inserted after a click instead of with the arrow keys
     * @param exact whether the detectors know the values themselves instead of patterns
     */
    Simulation(long seed, double difficulty, boolean clicks, boolean exact) {
        random = new Random(seed);
        this.difficulty = difficulty;
        this.clicks = clicks;
        this.exact = exact;
        typist = new Typist(exact ? text -> Oracle.values(values).detect(text) : Oracle.patterns());
    }

    /** Types {@code texts} texts, one typed session each. */
    Result run(int texts) {
        for (int i = 0; i < texts; i++) {
            text();
            leave();
        }
        return judge();
    }

    /** Types a given text in which {@code spans} (start, end, start, end, ...) are sensitive. */
    Simulation give(String text, List<Integer> spans) {
        int at = 0;
        for (int i = 0; i < spans.size(); i += 2) {
            plainText(text.substring(at, spans.get(i)));
            value(text.substring(spans.get(i), spans.get(i + 1)));
            at = spans.get(i + 1);
        }
        plainText(text.substring(at));
        insertOmitted(true);
        leave();
        return this;
    }

    private void plainText(String text) {
        for (char c : text.toCharArray()) {
            plain(c);
            if (c == ' ') {
                insertOmitted(false);
            }
        }
    }

    private void leave() {
        typist.blur();
        field.setLength(0);
        caret = 0;
        omittedAt = -1;
        clicked = false;
    }

    private void text() {
        int words = 8 + random.nextInt(40);
        for (int i = 0; i < words; i++) {
            if (random.nextInt(12) == 0) {
                value(newValue());
            } else {
                word(WORDS[random.nextInt(WORDS.length)]);
            }
            plain(random.nextInt(25) == 0 ? '\n' : ' ');
            insertOmitted(false);
        }
        insertOmitted(true);
    }

    private void word(String word) {
        for (char c : word.toCharArray()) {
            plain(c);
        }
        if (chance(0.02)) {
            // Another word after all.
            if (random.nextBoolean()) {
                select(word.length());
            } else {
                backspace(word.length());
            }
            word(WORDS[random.nextInt(WORDS.length)]);
        } else if (chance(0.01)) {
            typist.chord("Control+Backspace");
            erase(word.length());
            word(WORDS[random.nextInt(WORDS.length)]);
        }
    }

    private void value(String value) {
        values.add(value);
        if (!exact && value.startsWith("pw")) {
            for (char c : "password: ".toCharArray()) {
                key(c, "plain");
            }
        }
        if (chance(0.08)) {
            typist.chord("Control+v");
            field.insert(caret, value);
            caret += value.length();
            return;
        }
        if (chance(0.10)) {
            sensitive(value, -1);
            again(value.length());
        }
        if (chance(0.10)) {
            int half = 1 + random.nextInt(Math.max(1, value.length() - 1));
            sensitive(value.substring(0, half), -1);
            again(half);
        }
        if (chance(0.05)) {
            // Better not to write that: the value was complete, and nothing like it takes its place.
            sensitive(value, -1);
            again(value.length());
            word(WORDS[random.nextInt(WORDS.length)]);
            return;
        }
        boolean omit = omittedAt < 0 && !clicked && chance(0.25);
        sensitive(value, omit ? random.nextInt(value.length()) : -1);
    }

    private void again(int length) {
        if (random.nextInt(3) == 0) {
            select(length);
        } else {
            backspace(length);
        }
    }

    private void sensitive(String value, int omit) {
        for (int i = 0; i < value.length(); i++) {
            if (i == omit) {
                omittedAt = caret;
                omitted = value.charAt(i);
                omittedWait = random.nextInt(4);
            } else {
                typo();
                secret(value.charAt(i));
            }
        }
    }

    /** A wrong key, seen at once or two characters later. */
    private void typo() {
        if (chance(0.03)) {
            int wrong = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < wrong; i++) {
                key((char) ('a' + random.nextInt(26)), "plain");
            }
            backspace(wrong);
        }
    }

    private void insertOmitted(boolean last) {
        if (omittedAt < 0 || (!last && omittedWait-- > 0)) {
            return;
        }
        int way = caret - omittedAt;
        if (clicks && random.nextBoolean()) {
            typist.click();
            clicked = true;
            caret = omittedAt;
            secret(omitted);
            typist.click();
            caret += way;
        } else {
            typist.press("ArrowLeft", way);
            caret -= way;
            secret(omitted);
            if (random.nextBoolean() || field.indexOf("\n", caret) >= 0) {
                typist.press("ArrowRight", way);
            } else {
                typist.press("End");
            }
            caret += way;
        }
        omittedAt = -1;
    }

    private void plain(char c) {
        if (c != '\n') {
            typo();
        }
        key(c, "plain");
    }

    private void secret(char c) {
        key(c, "secret");
    }

    private void key(char c, String meaning) {
        pause();
        typist.means = meaning;
        typist.character(String.valueOf(c));
        typist.means = "";
        field.insert(caret++, c);
    }

    private void backspace(int times) {
        typist.press("Backspace", times);
        erase(times);
    }

    private void select(int times) {
        typist.modifier("Shift", org.oriel.api.event.Modifier.SHIFT, true);
        typist.press("ArrowLeft", times);
        typist.modifier("Shift", org.oriel.api.event.Modifier.SHIFT, false);
        if (random.nextBoolean()) {
            typist.press("Delete");
            erase(times);
        } else {
            // Typed over: one key that belongs to nothing, then a correction.
            erase(times);
            key('x', "plain");
            backspace(1);
        }
    }

    private void erase(int times) {
        field.delete(caret - times, caret);
        caret -= times;
    }

    /** Log-normal around 148 ms, now and then minutes: time must not matter. */
    private void pause() {
        typist.step = (long) (148e6 * Math.exp(0.5 * random.nextGaussian()));
        if (random.nextInt(300) == 0) {
            typist.now += 40_000_000_000L;
            typist.holdBack.tick(typist.now);
            typist.drain();
        }
    }

    private boolean chance(double rate) {
        return random.nextDouble() < rate * difficulty;
    }

    private String newValue() {
        StringBuilder value = new StringBuilder();
        switch (random.nextInt(exact ? 5 : 3)) {
            case 0 -> {
                for (int i = 0; i < 16; i++) {
                    value.append(i > 0 && i % 4 == 0 ? " " : "").append(random.nextInt(10));
                }
            }
            case 1 ->
                value.append(letters(4 + random.nextInt(4)))
                        .append('.')
                        .append(letters(3 + random.nextInt(5)))
                        .append('@')
                        .append(letters(4 + random.nextInt(4)))
                        .append(".com");
            case 2 ->
                value.append("pw")
                        .append(letters(3))
                        .append(10 + random.nextInt(90))
                        .append(letters(3))
                        .append('!');
            case 3 -> {
                value.append("DE").append(10 + random.nextInt(90));
                for (int i = 0; i < 18; i++) {
                    value.append(i % 4 == 0 ? " " : "").append(random.nextInt(10));
                }
            }
            default -> {
                for (int i = 0; i < 8; i++) {
                    value.append(letters(2)).append(random.nextInt(10));
                }
            }
        }
        return value.toString();
    }

    /** Every other one a capital: four of them in a row do not happen by chance in the words. */
    private String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            char letter = (char) ('a' + random.nextInt(26));
            letters.append(i % 2 == 0 ? letter : Character.toUpperCase(letter));
        }
        return letters.toString();
    }

    Result judge() {
        Result result = new Result();
        result.events = typist.added;
        result.released = typist.out.size();
        result.placeholders = typist.holdBack.placeholdersTold();
        result.masked = typist.holdBack.masked();
        result.held = typist.holdBack.held();
        result.lateJoins = typist.holdBack.lateJoins();
        result.plainKeys = count("plain");
        Map<Long, String> lost = new HashMap<>(typist.meaning);
        for (CaptureEvent event : typist.out) {
            if (event.body() instanceof Key key && isIdentity(key)) {
                String meaning = lost.remove(event.time().monotonicNanos());
                result.leaked += "secret".equals(meaning) ? 1 : 0;
            }
        }
        result.plainKeysLost = lost.values().stream().filter("plain"::equals).count();
        String typed = Attacker.everyCharacter(typist.out);
        String replayed = Attacker.replay(typist.out);
        for (String value : values) {
            for (int i = 0; i + FRAGMENT <= value.length(); i++) {
                String piece = value.substring(i, i + FRAGMENT);
                if (!piece.equals(".com") && (typed.contains(piece) || replayed.contains(piece))) {
                    result.fragments.add(piece);
                }
            }
        }
        return result;
    }

    private long count(String meaning) {
        return typist.meaning.values().stream().filter(meaning::equals).count();
    }

    private static boolean isIdentity(Key key) {
        return key.phase() != Key.Phase.REDACTED && key.phase() != Key.Phase.SUPPRESSED;
    }
}

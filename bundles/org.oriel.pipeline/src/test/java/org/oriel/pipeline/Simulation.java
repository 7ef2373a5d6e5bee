package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;

/**
 * A person who types texts with sensitive values in them and makes mistakes, and an attacker who sees what was
 * released. Rates per character and per value are those of the published benchmark of this method, times a difficulty.
 */
final class Simulation {
    /** What happens where an omitted character is inserted later. */
    enum Clicks {
        /** It is reached with the arrow keys only. */
        NONE,
        /** Half of the time with a click, and nobody says where. */
        UNEXPLAINED,
        /** The same, and the application says what its field holds and where the caret is. */
        EXPLAINED
    }

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
        /** Characters of values, each value once; and those of the copy of each that came out best. */
        long gold;

        long recovered;
        /** Time in the hold-back. */
        long nanos;
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
            gold += other.gold;
            recovered += other.recovered;
            nanos += other.nanos;
            fragments.addAll(other.fragments);
        }

        double recoverable() {
            return gold == 0 ? 0 : (double) recovered / gold;
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
    /** A missing character is seen a few words later; longer values take longer. */
    private static final int SOON = 64;

    private final Random random;
    private final double difficulty;
    private final Clicks clicks;
    private final boolean exact;

    private final List<String> values = new ArrayList<>();
    private final Typist typist;
    /** The field as it really is, and where the caret really is. */
    private final StringBuilder field = new StringBuilder();

    private int caret;
    private int omittedAt = -1;
    private char omitted;
    private String omittedMeans = "";
    private String secret = "secret";
    private int omittedWait;
    private boolean clicked;
    /** As published: wrong keys are seen at once, and what is deleted is deleted with backspace. */
    private boolean published;

    private int spans;
    private int copies;
    private int characters;
    private long gold;

    /**
     * @param clicks how omitted characters are inserted
     * @param exact whether the detectors know the values themselves instead of patterns
     */
    Simulation(long seed, double difficulty, Clicks clicks, boolean exact) {
        this(seed, difficulty, clicks, exact, null);
    }

    /** With {@code detection} instead of one that misses nothing. */
    Simulation(long seed, double difficulty, Clicks clicks, boolean exact, @Nullable Detection detection) {
        random = new Random(seed);
        this.difficulty = difficulty;
        this.clicks = clicks;
        this.exact = exact;
        Detection perfect = exact ? text -> Oracle.values(values).detect(text) : Oracle.patterns();
        typist = new Typist(detection == null ? perfect : detection);
        if (clicks == Clicks.EXPLAINED) {
            typist.holdBack.expectFields(500_000_000L);
        }
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
        return give(text, spans, at -> true);
    }

    /** The same; only of values that begin at a place {@code counts} accepts, it is counted what comes out. */
    Simulation give(String text, List<Integer> spans, IntPredicate counts) {
        published = true;
        explain();
        int at = 0;
        for (int i = 0; i < spans.size(); i += 2) {
            plainText(text.substring(at, spans.get(i)));
            secret = counts.test(spans.get(i)) ? "secret" : "other";
            value(text.substring(spans.get(i), spans.get(i + 1)));
            secret = "secret";
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
            if (c == ' ' || c == '\n' || caret - omittedAt > SOON) {
                insertOmitted(false);
            }
        }
    }

    private void leave() {
        typist.blur();
        typist.now += 1_000_000_000L;
        field.setLength(0);
        caret = 0;
        omittedAt = -1;
        clicked = false;
    }

    private void text() {
        explain();
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
        spans++;
        gold += secret.equals("secret") ? value.length() : 0;
        if (!exact && value.startsWith("pw")) {
            for (char c : "password: ".toCharArray()) {
                key(c, "plain");
            }
        }
        if (chance(0.08)) {
            typist.chord("Control+v");
            field.insert(caret, value);
            caret += value.length();
            explain();
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
        if (!published && chance(0.05)) {
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
        if (!published && random.nextInt(3) == 0) {
            select(length);
        } else {
            backspace(length);
        }
    }

    private void sensitive(String value, int omit) {
        copies++;
        for (int i = 0; i < value.length(); i++) {
            if (i == omit) {
                omittedAt = caret;
                omitted = value.charAt(i);
                omittedMeans = meaning();
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
            int wrong = !published && random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < wrong; i++) {
                key((char) ('a' + random.nextInt(26)), "typo");
            }
            backspace(wrong);
        }
    }

    private void insertOmitted(boolean last) {
        if (omittedAt < 0 || (!last && caret - omittedAt <= SOON && omittedWait-- > 0)) {
            return;
        }
        int way = caret - omittedAt;
        if (clicks != Clicks.NONE && random.nextBoolean()) {
            clicked = clicks == Clicks.UNEXPLAINED;
            click(omittedAt);
            key(omitted, omittedMeans);
            click(caret + way);
        } else {
            typist.press("ArrowLeft", way);
            caret -= way;
            key(omitted, omittedMeans);
            if (random.nextBoolean() || field.indexOf("\n", caret) >= 0) {
                typist.press("ArrowRight", way);
            } else {
                typist.press("End");
            }
            caret += way;
        }
        omittedAt = -1;
    }

    /** A click, and what the application says of it a moment later. */
    private void click(int to) {
        typist.click();
        caret = to;
        explain();
    }

    private void explain() {
        if (clicks == Clicks.EXPLAINED) {
            typist.now += 10_000_000L;
            typist.field(field.toString(), caret);
        }
    }

    private void plain(char c) {
        if (c != '\n') {
            typo();
        }
        key(c, "plain");
    }

    private void secret(char c) {
        key(c, meaning());
    }

    /** Which character of which copy of which value. */
    private String meaning() {
        return secret + ":" + spans + ":" + copies + ":" + characters++;
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
        // In whole steps of what is told, so that the time of an event is its name.
        typist.step = Math.max(1, (long) (14.8 * Math.exp(0.5 * random.nextGaussian()))) * 10_000_000L;
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
        result.nanos = typist.nanos;
        result.gold = gold;
        Map<Long, String> lost = new HashMap<>(typist.meaning);
        result.plainKeys = plain(lost);
        Map<String, Set<String>> told = new HashMap<>();
        for (CaptureEvent event : typist.out) {
            if (event.body() instanceof Key key && isIdentity(key)) {
                String meaning = lost.remove(event.time().monotonicNanos());
                if (meaning != null && meaning.startsWith("secret")) {
                    result.leaked++;
                    String copy = meaning.substring(0, meaning.lastIndexOf(':'));
                    told.computeIfAbsent(copy, c -> new HashSet<>()).add(meaning);
                }
            }
        }
        result.recovered = bestCopies(told);
        result.plainKeysLost = plain(lost);
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

    private static long plain(Map<Long, String> meanings) {
        return meanings.values().stream()
                .filter(meaning -> meaning.equals("plain") || meaning.equals("typo"))
                .count();
    }

    /** Of each value, the copy of which most was told. */
    private static long bestCopies(Map<String, Set<String>> told) {
        Map<String, Integer> best = new HashMap<>();
        told.forEach((copy, keys) -> best.merge(copy.substring(0, copy.lastIndexOf(':')), keys.size(), Math::max));
        return best.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static boolean isIdentity(Key key) {
        return key.phase() != Key.Phase.REDACTED && key.phase() != Key.Phase.SUPPRESSED;
    }
}

package org.oriel.redact.rules;

import java.util.regex.Pattern;

/** What follows the street: unit, place, state, postcode, country, on one line or on several. */
final class AddressTail {
    private static final Pattern OUTWARD = Pattern.compile("[A-Z]{1,2}[0-9][A-Z0-9]?");
    private static final Pattern INWARD = Pattern.compile("[0-9][A-Z]{2}");
    private static final Pattern CANADA_FIRST = Pattern.compile("[A-Z][0-9][A-Z]");
    private static final Pattern CANADA_SECOND = Pattern.compile("[0-9][A-Z][0-9]");
    private static final Pattern POSTCODE =
            Pattern.compile("[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}|[A-Z][0-9][A-Z][0-9][A-Z][0-9]");
    /** States and provinces of more than one word. */
    private static final Pattern TWO_WORDS = Pattern.compile(
            "new (york|jersey|mexico|hampshire|brunswick|south wales)|(north|south) (carolina|dakota|australia)|west virginia|rhode island|british columbia|nova scotia|western australia");

    private static final int MOST_PARTS = 10;
    private static final int MOST_NAME = 4;

    private final AddressTokens tokens;
    private final AddressWords words;
    /** Token after the last one that belongs to the address. */
    private int end;
    /** Whether something was there that only an address has: a unit, a postcode, a state. */
    private boolean proven;

    AddressTail(AddressTokens tokens, AddressWords words) {
        this.tokens = tokens;
        this.words = words;
    }

    int end() {
        return end;
    }

    boolean isProven() {
        return proven;
    }

    /** Reads from token {@code from} on. */
    void read(int from) {
        end = from;
        proven = false;
        int at = from;
        boolean placed = false;
        for (int part = 0; part < MOST_PARTS; part++) {
            int next = separators(at);
            boolean parted = next > at;
            int unit = unit(next);
            if (unit > 0) {
                accept(unit, true);
                at = unit;
                continue;
            }
            int code = postcode(next);
            if (code > 0 && (parted || placed || end == from || code - next > 1)) {
                accept(code, true);
                at = code;
                placed = true;
                continue;
            }
            int state = state(next);
            if (state > 0 && (parted || placed)) {
                accept(state, true);
                at = state;
                continue;
            }
            int name = name(next);
            if (name < 0 || !(parted || placed)) {
                break;
            }
            if (closes(name)) {
                accept(name, false);
            }
            placed = true;
            at = name;
        }
    }

    private void accept(int to, boolean evidence) {
        end = Math.max(end, to);
        proven |= evidence;
    }

    /** Commas, line breaks and dashes between the parts. */
    private int separators(int at) {
        int i = at;
        int breaks = 0;
        while (i - at < 6 && isSeparator(i)) {
            breaks += tokens.is(i, '\n') ? 1 : 0;
            i++;
        }
        return breaks > 2 ? at : i;
    }

    /** Quoted mail has a mark at the beginning of each line. */
    private boolean isSeparator(int i) {
        boolean quote =
                (tokens.is(i, '>') || tokens.is(i, '|')) && (i == 0 || tokens.is(i - 1, '\n') || tokens.is(i - 1, '>'));
        return tokens.is(i, ',') || tokens.is(i, '\n') || tokens.is(i, '-') || tokens.is(i, ';') || quote;
    }

    /** {@code Apt. 4B}, {@code Suite 100}, {@code # 12}, {@code 2nd floor}. */
    private int unit(int at) {
        if (tokens.is(at, '#') && tokens.length(at + 1) > 0 && tokens.length(at + 1) <= 5 && isAlnum(at + 1)) {
            return at + 2;
        }
        if ((tokens.isOrdinal(at) || (tokens.isNumber(at, 1, 2) && tokens.is(at + 1, '.')))
                && words.is("ordinalunit", tokens.folded(tokens.is(at + 1, '.') ? at + 2 : at + 1))) {
            return tokens.is(at + 1, '.') ? at + 3 : at + 2;
        }
        if (!tokens.isWord(at) || !words.is("unit", tokens.folded(at))) {
            return -1;
        }
        int i = at + 1;
        while (i - at < 4 && (tokens.is(i, '.') || tokens.is(i, '#') || tokens.is(i, ':'))) {
            i++;
        }
        boolean letter = tokens.length(i) == 1 && tokens.isName(i);
        if (!isAlnum(i) || tokens.length(i) > 6 || !(letter || hasDigit(i))) {
            return -1;
        }
        return tokens.is(i + 1, '-') && tokens.touches(i + 1) && tokens.touches(i + 2) && isAlnum(i + 2)
                ? i + 3
                : i + 1;
    }

    private boolean isAlnum(int i) {
        return i < tokens.count() && tokens.text().isWord(tokens.start(i));
    }

    private boolean hasDigit(int i) {
        for (int k = tokens.start(i); k < tokens.end(i); k++) {
            if (tokens.text().isDigit(k)) {
                return true;
            }
        }
        return false;
    }

    /** A postcode in one of the forms of the Universal Postal Union. */
    int postcode(int at) {
        int i = at;
        // D-10115, SE-111 22, LV-1010.
        if (tokens.isName(i) && tokens.length(i) <= 3 && tokens.is(i + 1, '-') && tokens.touches(i + 1)) {
            i += 2;
        }
        if (tokens.isNumber(i, 4, 6)) {
            boolean plus = tokens.is(i + 1, '-') && tokens.touches(i + 1) && tokens.touches(i + 2);
            if (plus && tokens.isNumber(i + 2, 3, 4)) {
                return i + 3;
            }
            boolean dutch = tokens.isNumber(i, 4, 4) && tokens.length(i + 1) == 2 && tokens.isCapitals(i + 1);
            if (dutch && tokens.isName(i + 1)) {
                return i + 2;
            }
            // 1980 may be a year.
            return tokens.isNumber(i, 4, 4) && !tokens.isName(i + 1) && !tokens.isName(i - 1) ? -1 : i + 1;
        }
        if (tokens.isNumber(i, 3, 3) && tokens.isNumber(i + 1, 2, 3) && !tokens.is(i + 2, '-')) {
            return i + 2;
        }
        boolean dashed = tokens.is(i + 1, '-') && tokens.touches(i + 1) && tokens.touches(i + 2);
        if (dashed
                && ((tokens.isNumber(i, 2, 2) && tokens.isNumber(i + 2, 3, 3))
                        || (tokens.isNumber(i, 3, 3) && tokens.isNumber(i + 2, 4, 4)))) {
            return i + 3;
        }
        return lettered(at);
    }

    /** {@code SW1A 1AA}, {@code K1A 0B1}. */
    private int lettered(int at) {
        String first = tokens.raw(at);
        String second = tokens.raw(at + 1);
        boolean british = is(OUTWARD, first) && is(INWARD, second);
        boolean canadian = is(CANADA_FIRST, first) && is(CANADA_SECOND, second);
        if (british || canadian) {
            return at + 2;
        }
        return is(POSTCODE, first) ? at + 1 : -1;
    }

    /** A state by its code or name, or a country. */
    int state(int at) {
        if (!tokens.isName(at)) {
            return -1;
        }
        String word = tokens.folded(at);
        boolean code = tokens.length(at) <= 3 && tokens.isCapitals(at) && words.is("state", word);
        if (code || words.is("statename", word) || (words.is("country", word) && word.length() > 1)) {
            return at + 1;
        }
        String both = word + " " + tokens.folded(at + 1);
        if (words.is("country", both) || is(TWO_WORDS, both)) {
            return at + 2;
        }
        return words.is("country", both + " " + tokens.folded(at + 2)) ? at + 3 : -1;
    }

    /** A name of a place: up to four words that begin with capitals, with small words between. */
    int name(int at) {
        int i = at;
        if (!tokens.isName(i)) {
            return -1;
        }
        int last = -1;
        while (i - at < MOST_NAME) {
            if (tokens.isName(i) && state(i) < 0) {
                last = i;
            } else if (tokens.isName(i) && i == at) {
                last = i;
            } else if (!tokens.isWord(i) || !words.is("particle", tokens.folded(i))) {
                break;
            }
            i++;
        }
        int after = last + 1;
        // St. Gallen, Bad Homburg v.d.H.
        if (tokens.is(after, '.') && tokens.length(last) <= 3 && tokens.isName(after + 1)) {
            after += 2;
        }
        return after;
    }

    /** Whether what stands at {@code at} ends a part of an address rather than going on as a sentence does. */
    private boolean closes(int at) {
        return at >= tokens.count() || ",.;\n)\"'".indexOf(tokens.first(at)) >= 0;
    }

    private static boolean is(Pattern form, String word) {
        return form.matcher(word).matches();
    }
}

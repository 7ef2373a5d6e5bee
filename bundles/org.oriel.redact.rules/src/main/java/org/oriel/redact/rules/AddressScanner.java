package org.oriel.redact.rules;

/**
 * Postal addresses. Starts at each number that may be one of a house and reads the street around it, as it is written in
 * English ({@code 12 Oak Street}), French ({@code 12 rue du Bac}), southern Europe ({@code Calle Mayor 12}), Germany and
 * the north ({@code Lindenstraße 12}, {@code Kungsgatan 12}); then what {@link AddressTail} knows. A name and a number
 * without a word for a street count only with a unit or a place with its postcode behind them.
 */
final class AddressScanner implements Scanner {
    private static final int MOST_NAME = 6;
    private static final int NEAR = 8;

    private final AddressWords words;

    AddressScanner(AddressWords words) {
        this.words = words;
    }

    @Override
    public void find(Scan scan, Hits hits) {
        if (scan.groups() == 0) {
            return;
        }
        AddressTokens tokens = new AddressTokens(scan.text(), scan.steps());
        AddressTail tail = new AddressTail(tokens, words);
        int done = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (i < done || !scan.text().isDigit(tokens.start(i))) {
                continue;
            }
            scan.steps().add(64);
            int[] found = street(tokens, tail, i, done);
            if (found.length == 0) {
                found = place(tokens, tail, i, done);
            }
            if (found.length > 0) {
                hits.add(tokens.start(found[0]), tokens.end(found[1] - 1), "");
                done = found[1];
            }
        }
    }

    /** First token and the one after the last, or nothing. */
    private int[] street(AddressTokens tokens, AddressTail tail, int at, int least) {
        if (!tokens.isHouse(at) || isDecimal(tokens, at)) {
            return new int[0];
        }
        int first = at;
        int number = at + 1;
        // 12-14, 12/3.
        while (number - at < 3
                && (tokens.is(number, '-') || tokens.is(number, '/'))
                && tokens.touches(number)
                && tokens.touches(number + 1)
                && tokens.isHouse(number + 1)) {
            number += 2;
        }
        int end = forward(tokens, number);
        boolean sure = end > 0;
        if (!sure) {
            int start = backward(tokens, at, least);
            if (start >= 0) {
                first = start;
                sure = true;
                // 12 a, 12 bis.
                boolean letter = tokens.length(number) == 1 && tokens.isWord(number) && !tokens.touches(number);
                boolean closed = number + 1 >= tokens.count() || ",.\n".indexOf(tokens.first(number + 1)) >= 0;
                end = letter && closed ? number + 1 : number;
            }
        }
        if (sure) {
            tail.read(end);
            boolean lot = first == at && at > least && tokens.isHouse(at - 1) && !isDecimal(tokens, at - 1);
            return new int[] {lot ? first - 1 : first, tail.end()};
        }
        return unnamed(tokens, tail, at, number, least);
    }

    private static boolean isDecimal(AddressTokens tokens, int at) {
        boolean before = (tokens.is(at - 1, '.') || tokens.is(at - 1, ':') || tokens.is(at - 1, '/'))
                && tokens.touches(at)
                && tokens.touches(at - 1);
        boolean money = "$€£¥#%".indexOf(tokens.first(at - 1)) >= 0 && at > 0 && tokens.touches(at);
        return before || money;
    }

    /** The street behind the number; answers where it ends, or -1. */
    private int forward(AddressTokens tokens, int from) {
        int i = tokens.is(from, ',') ? from + 1 : from;
        String word = tokens.folded(i);
        if ("bis".equals(word) || "ter".equals(word) || "quater".equals(word)) {
            i++;
            i += tokens.is(i, ',') ? 1 : 0;
            word = tokens.folded(i);
        }
        if (tokens.isWord(i) && words.is("first", word) && isFirst(tokens, i)) {
            int end = names(tokens, i + (tokens.is(i + 1, '.') ? 2 : 1));
            if (end > 0) {
                // Some write a number on either side.
                return tokens.isHouse(end) && !tokens.isOrdinal(end) ? end + 1 : end;
            }
        }
        return tokens.is(from, ',') ? -1 : english(tokens, from);
    }

    /** Words such as {@code c} or {@code largo} are many things: only with a dot, a slash or a capital. */
    private static boolean isFirst(AddressTokens tokens, int i) {
        return tokens.length(i) >= 3 || tokens.isName(i) || tokens.is(i + 1, '.') || tokens.is(i + 1, '/');
    }

    /** Names of a street from {@code from} on, particles between them; answers where they end, or -1. */
    private int names(AddressTokens tokens, int from) {
        int last = -1;
        for (int i = from; i - from < MOST_NAME; i++) {
            if (tokens.isName(i) || tokens.isOrdinal(i)) {
                last = i;
            } else if (!tokens.isWord(i) || !words.is("particle", tokens.folded(i))) {
                break;
            }
        }
        return last < 0 ? -1 : last + 1;
    }

    /** {@code Oak Street NW} and {@code Avenue of the Americas} behind a number. */
    private int english(AddressTokens tokens, int from) {
        int named = 0;
        boolean capitals = true;
        int end = -1;
        for (int i = from; i - from <= MOST_NAME; i++) {
            String word = tokens.folded(i);
            if (i == from && words.is("not", word)) {
                return -1;
            }
            boolean type = named > 0 && words.is("type", word) && isType(tokens, i, capitals, named);
            if (type) {
                end = i + 1;
                named++;
                continue;
            }
            if (end > 0) {
                break;
            }
            boolean name = tokens.isName(i) || tokens.isOrdinal(i) || (named > 0 && tokens.isNumber(i, 1, 4));
            boolean small = tokens.isWord(i) && !name;
            if (small && !words.is("particle", word) && (named > 1 || words.is("not", word))) {
                return -1;
            }
            if (!name && !small && !(tokens.is(i, '.') && tokens.length(i - 1) <= 2)) {
                return -1;
            }
            capitals &= !small || words.is("particle", word);
            named += tokens.is(i, '.') ? 0 : 1;
        }
        if (end < 0) {
            return -1;
        }
        end += tokens.is(end, '.') && tokens.length(end - 1) <= 4 ? 1 : 0;
        boolean direction = tokens.isName(end) && words.is("direction", tokens.folded(end));
        return direction ? end + 1 : end;
    }

    /** In small letters only the common ones, and only where the line or the part ends behind them. */
    private boolean isType(AddressTokens tokens, int i, boolean capitals, int named) {
        if (capitals && tokens.isName(i)) {
            return true;
        }
        if (!words.is("plain", tokens.folded(i)) || named > 2) {
            return false;
        }
        int next = tokens.is(i + 1, '.') ? i + 2 : i + 1;
        return next >= tokens.count()
                || ",;\n#".indexOf(tokens.first(next)) >= 0
                || words.is("unit", tokens.folded(next))
                || words.is("direction", tokens.folded(next));
    }

    /** The street before the number; answers where it begins, or -1. */
    private int backward(AddressTokens tokens, int at, int least) {
        int i = at - 1;
        String mark = tokens.folded(i - (tokens.is(i, '.') ? 1 : 0));
        if (tokens.is(i, '\u00BA') || tokens.is(i, '\u00B0')) {
            i -= 2;
        } else if ("nr".equals(mark) || "no".equals(mark) || "num".equals(mark) || "n".equals(mark)) {
            i -= tokens.is(i, '.') ? 2 : 1;
        }
        i -= tokens.is(i, ',') || tokens.is(i, '.') ? 1 : 0;
        if (i < least || !tokens.isWord(i)) {
            return -1;
        }
        String word = tokens.folded(i);
        boolean near = tokens.isName(i);
        if (near && words.endsAsStreet(word)) {
            return compound(tokens, i, least);
        }
        if (words.is("end", word) && (tokens.isName(i) || word.length() > 3) && i > least && tokens.isName(i - 1)) {
            return compound(tokens, i - 1, least);
        }
        // Hauptstr. 5: the dot was skipped; names behind a first word.
        for (int k = i; k >= least && i - k < NEAR; k--) {
            String first = tokens.folded(k);
            if (k < i && tokens.isWord(k) && words.is("first", first) && isFirst(tokens, k)) {
                return names(tokens, k + (tokens.is(k + 1, '.') || tokens.is(k + 1, '/') ? 2 : 1)) == i + 1 ? k : -1;
            }
            boolean part = tokens.isName(k) || words.is("particle", first) || ".-'/".indexOf(tokens.first(k)) >= 0;
            if (!part) {
                return -1;
            }
        }
        return -1;
    }

    /** {@code Alte Jakobstraße}, {@code Karl-Marx-Allee}, {@code Kleine Freiheit}: names and dashes before. */
    private int compound(AddressTokens tokens, int last, int least) {
        int i = last;
        while (i - 1 >= least && last - i < 4) {
            if (tokens.is(i - 1, '-') && i - 2 >= least && tokens.isName(i - 2)) {
                i -= 2;
            } else if (tokens.isName(i - 1) && leads(tokens, i - 1)) {
                i--;
            } else {
                break;
            }
        }
        return i;
    }

    /** {@code Am}, {@code Alten}, {@code Obere}. */
    private boolean leads(AddressTokens tokens, int i) {
        String word = tokens.folded(i);
        boolean adjective = word.length() <= 8 && (word.endsWith("e") || word.endsWith("en") || word.endsWith("er"));
        return adjective || words.is("particle", word);
    }

    /** A number and a name without a word for a street: only what follows can prove it. */
    private int[] unnamed(AddressTokens tokens, AddressTail tail, int at, int number, int least) {
        int name = tail.name(number);
        if (name > 0 && !words.is("not", tokens.folded(number))) {
            int end = tokens.isHouse(name) ? name + 1 : name;
            tail.read(end);
            if (tail.isProven() && tail.end() - end >= 2) {
                return new int[] {at, tail.end()};
            }
        }
        int start = at;
        while (start - 1 >= least
                && at - start < 4
                && (tokens.isName(start - 1) || isParticle(tokens, start - 1, at))) {
            start--;
        }
        while (start < at && !tokens.isName(start)) {
            start++;
        }
        if (start == at) {
            return new int[0];
        }
        int next = tokens.is(number, ',') || tokens.is(number, '\n') ? number + 1 : number;
        int code = next > number ? tail.postcode(next) : -1;
        if (code > 0 && tail.name(code) > 0) {
            tail.read(number);
            return new int[] {start, Math.max(tail.end(), tail.name(code))};
        }
        return new int[0];
    }

    private boolean isParticle(AddressTokens tokens, int i, int at) {
        return i < at - 1 && tokens.isWord(i) && words.is("particle", tokens.folded(i));
    }

    /** A place with its state and postcode, or behind its postcode and before its country. */
    private int[] place(AddressTokens tokens, AddressTail tail, int at, int least) {
        if (!tokens.isNumber(at, 5, 5)) {
            return new int[0];
        }
        boolean state = at - 1 >= least
                && tokens.length(at - 1) == 2
                && tokens.isCapitals(at - 1)
                && words.is("state", tokens.folded(at - 1));
        if (!state) {
            return country(tokens, tail, at, least);
        }
        int start = at - 1;
        int i = start - (tokens.is(start - 1, ',') ? 2 : 1);
        int city = start;
        while (i >= least && at - i < 6 && tokens.isName(i)) {
            city = i--;
        }
        int end = tail.postcode(at);
        tail.read(end);
        return new int[] {city, tail.end()};
    }

    /** {@code Finland 38524}, alone at the end of a line. */
    private int[] country(AddressTokens tokens, AddressTail tail, int at, int least) {
        boolean ends = at + 1 >= tokens.count() || tokens.is(at + 1, '\n');
        for (int start = at - 1; ends && start >= least && start >= at - 3; start--) {
            boolean begins = start == 0 || ",\n>".indexOf(tokens.first(start - 1)) >= 0;
            if (begins && tail.state(start) == at && tokens.length(start) > 3) {
                return new int[] {start, at + 1};
            }
        }
        return new int[0];
    }
}

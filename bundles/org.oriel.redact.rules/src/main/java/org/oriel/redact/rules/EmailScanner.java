package org.oriel.redact.rules;

/**
 * E-mail addresses (RFC 5321, 6531): from each at sign to the left and right as far as an address can go. Takes
 * {@code %40} for an at sign, as in links.
 */
final class EmailScanner implements Scanner {
    /** RFC 5321 allows 64 before the at sign; more is masked too, up to the 128 that a finding may depend on. */
    private static final int REACH = 128;

    private static final String LOCAL_SPECIALS = ".!#$%&'*+/=?^_`{|}~-";
    /** What RFC 5322 allows in a local part, but in practice stands before one: a query, a path, markup. */
    private static final String CUT = "/?&|{}`*!#$^~";
    /** The last character before which a local part stays in one script: Latin with its extensions. */
    private static final char LATIN_END = '\u024F';

    @Override
    public void find(Scan scan, Hits hits) {
        PlainText text = scan.text();
        for (int i = 0; i < scan.ats(); i++) {
            int at = scan.at(i);
            int start = localStart(text, at);
            int end = domainEnd(text, at + (text.at(at) == '@' ? 1 : 3));
            scan.steps().add(Math.max(1, Math.max(end, at) - start));
            if (start < at && end > at) {
                hits.add(start, end, "");
            }
        }
    }

    private static int localStart(PlainText text, int at) {
        if (text.at(at - 1) == '"') {
            return quotedStart(text, at);
        }
        boolean latin = text.at(at - 1) <= LATIN_END;
        int start = at;
        while (at - start < REACH && isLocal(text, start - 1, latin)) {
            start--;
        }
        int equals = -1;
        for (int i = start; i < at; i++) {
            char c = text.at(i);
            if (c == '=') {
                equals = i;
            } else if (CUT.indexOf(c) >= 0) {
                start = i + 1;
                equals = -1;
            }
        }
        if (equals >= 0 && isKey(text, start, equals)) {
            start = equals + 1;
        }
        while (start < at && !text.isWord(start) && text.at(start) != '_' && text.at(start) != '+') {
            start++;
        }
        return start;
    }

    /** Whether the stretch before an equals sign is the name of a setting rather than a part of a bounce address. */
    private static boolean isKey(PlainText text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!text.isLetter(i) && text.at(i) != '_' && text.at(i) != '-') {
                return false;
            }
        }
        return true;
    }

    private static int quotedStart(PlainText text, int at) {
        for (int i = at - 2; i >= 0 && at - i < REACH; i--) {
            if (text.at(i) == '"') {
                return i;
            }
            if (text.at(i) == '\n') {
                return at;
            }
        }
        return at;
    }

    private static boolean isLocal(PlainText text, int i, boolean latin) {
        char c = text.at(i);
        if (c < 0x80) {
            return text.isWord(i) || (c != '\0' && LOCAL_SPECIALS.indexOf(c) >= 0);
        }
        return text.isWord(i) && (!latin || c <= LATIN_END);
    }

    /** Where the domain ends, or -1 where there is none. */
    private static int domainEnd(PlainText text, int start) {
        if (text.at(start) == '[') {
            return literalEnd(text, start);
        }
        boolean latin = text.at(start) <= LATIN_END;
        int numeric = 0;
        int labels = 0;
        int end = -1;
        int label = start;
        int i = start;
        for (; i - start <= REACH; i++) {
            if (isDomain(text, i, latin)) {
                continue;
            }
            if (i == label) {
                break;
            }
            labels++;
            numeric += isNumber(text, label, i) ? 1 : 0;
            if (labels > 1) {
                end = Math.max(end, topEnd(text, label, i));
            }
            if (text.at(i) != '.') {
                break;
            }
            label = i + 1;
        }
        // Versions (pkg@1.2.3-rc.one) and scaled images (icon@2x.png) look alike.
        return numeric > 1 || (labels == 2 && isScale(text, start)) ? -1 : end;
    }

    private static int literalEnd(PlainText text, int start) {
        for (int i = start + 1; i - start < 48; i++) {
            char c = text.at(i);
            if (c == ']') {
                return i + 1;
            }
            if (!text.isWord(i) && c != '.' && c != ':') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isDomain(PlainText text, int i, boolean latin) {
        char c = text.at(i);
        return c == '-' || c == '_' || (text.isWord(i) && (!latin || c <= LATIN_END));
    }

    /** Where a top-level domain at the start of a label ends, or -1; a dash may tie the next word to it. */
    private static int topEnd(PlainText text, int start, int end) {
        if (end - start > 4 && text.at(start) == 'x' && text.at(start + 1) == 'n' && text.at(start + 2) == '-') {
            return end;
        }
        int i = start;
        while (i < end && text.isLetter(i)) {
            i++;
        }
        return i - start >= 2 && (i == end || text.at(i) == '-' || text.at(i) == '_') ? i : -1;
    }

    private static boolean isNumber(PlainText text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!text.isDigit(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isScale(PlainText text, int start) {
        return text.isDigit(start) && text.at(start + 1) == 'x' && text.at(start + 2) == '.';
    }
}

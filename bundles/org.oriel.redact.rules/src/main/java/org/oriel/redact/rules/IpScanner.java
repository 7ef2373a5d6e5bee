package org.oriel.redact.rules;

import java.util.Set;

/**
 * Addresses of hosts: IPv4 (RFC 791) with a prefix length, IPv6 (RFC 4291) in all its short forms, with an embedded IPv4
 * address, a zone (RFC 4007) and a prefix length. Numbers of versions and sections and slices of code look alike.
 */
final class IpScanner implements Scanner {
    private static final Set<String> NOT_ADDRESS = Set.of(
            "version",
            "versions",
            "ver",
            "v",
            "release",
            "build",
            "section",
            "chapter",
            "revision",
            "oid",
            "firmware",
            "driver",
            "sdk",
            "kapitel",
            "abschnitt");
    private static final Set<String> ADDRESS = Set.of(
            "ip",
            "ipv4",
            "ipv6",
            "address",
            "addr",
            "host",
            "server",
            "dns",
            "ping",
            "localhost",
            "loopback",
            "gateway",
            "listen",
            "bind",
            "adresse",
            "subnet",
            "router",
            "inet6",
            "inet",
            "unspecified");
    private static final int REACH = 24;
    private static final int LONGEST = 64;
    private static final int LONGEST_ZONE = 16;

    @Override
    public void find(Scan scan, Hits hits) {
        four(scan, hits);
        six(scan, hits);
    }

    private static void four(Scan scan, Hits hits) {
        PlainText text = scan.text();
        for (int g = 0; g + 3 < scan.groups(); g++) {
            scan.steps().one();
            if (isFour(scan, g) && isClear(scan, g)) {
                hits.add(scan.start(g), prefixEnd(text, scan.end(g + 3), 32), "v4");
                g += 3;
            }
        }
    }

    private static boolean isFour(Scan scan, int first) {
        for (int g = first; g < first + 4; g++) {
            boolean dotted = g == first
                    || (scan.start(g) == scan.end(g - 1) + 1 && scan.text().at(scan.end(g - 1)) == '.');
            boolean padded = scan.digits(g) == 2 && scan.text().at(scan.start(g)) == '0';
            if (!dotted || padded || scan.digits(g) > 3 || scan.value(g) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClear(Scan scan, int first) {
        PlainText text = scan.text();
        int start = scan.start(first);
        int end = scan.end(first + 3);
        char before = text.at(start - 1);
        char after = text.at(end);
        if (text.isWord(start - 1)
                || text.isWord(end)
                || before == '_'
                || after == '_'
                || ((before == '.' || before == '-') && text.isWord(start - 2))
                || ((after == '.' || after == '-') && text.isWord(end + 1) && text.isDigit(end + 1))) {
            return false;
        }
        if (says(text, start, NOT_ADDRESS)) {
            return false;
        }
        // Numbers of chapters are small.
        boolean small = end - start == 7 && text.at(start) != text.at(end - 1);
        return !small || start == 0 || says(text, start, ADDRESS);
    }

    /** Where a prefix length such as {@code /24} ends, or {@code end}. */
    private static int prefixEnd(PlainText text, int end, int most) {
        int i = end + 1;
        int length = 0;
        while (text.at(end) == '/' && i - end <= 3 && text.isDigit(i)) {
            length = length * 10 + text.at(i++) - '0';
        }
        return i > end + 1 && length <= most && !text.isWord(i) ? i : end;
    }

    /** Whether one of the two words before is in the set. */
    private static boolean says(PlainText text, int start, Set<String> words) {
        int i = start;
        for (int word = 0; word < 3; word++) {
            int end = i;
            while (end > 0 && start - end < REACH && !text.isWord(end - 1)) {
                if (text.at(end - 1) == '\n') {
                    return false;
                }
                end--;
            }
            int from = end;
            while (from > 0 && start - from < REACH && text.isWord(from - 1)) {
                from--;
            }
            if (from < end && words.contains(text.substring(from, end).toLowerCase(java.util.Locale.ROOT))) {
                return true;
            }
            i = from;
        }
        return false;
    }

    private static void six(Scan scan, Hits hits) {
        PlainText text = scan.text();
        char[] chars = text.chars();
        int length = text.length();
        scan.steps().add(length);
        for (int i = 0; i < length; i++) {
            if (chars[i] != ':') {
                continue;
            }
            int start = i;
            while (start > 0 && i - start < 5 && isHex(text, start - 1)) {
                start--;
            }
            int end = i;
            while (end < length && end - start < LONGEST && (isHex(text, end) || chars[end] == ':')) {
                end++;
            }
            scan.steps().add(end - start);
            int stop = sixEnd(text, start, end);
            if (stop > 0 && !text.isWord(start - 1) && text.at(start - 1) != ':' && isMeant(text, start, stop)) {
                stop = zoneEnd(text, stop);
                hits.add(start, prefixEnd(text, stop, 128), "v6");
            }
            i = Math.max(i, Math.max(end, stop) - 1);
        }
    }

    /** Where the address ends, or -1 where it is none. */
    private static int sixEnd(PlainText text, int start, int end) {
        int last = end;
        // A colon behind it belongs to the sentence.
        if (last - start > 2 && text.at(last - 1) == ':' && text.at(last - 2) != ':') {
            last--;
        }
        int groups = 0;
        int gaps = 0;
        int digits = 0;
        int groupStart = start;
        for (int i = start; i < last; i++) {
            if (text.at(i) != ':') {
                groups += digits == 0 ? 1 : 0;
                groupStart = digits == 0 ? i : groupStart;
                if (++digits > 4) {
                    return -1;
                }
                continue;
            }
            if (i == start && text.at(i + 1) != ':') {
                return -1;
            }
            if (i > start && text.at(i - 1) == ':') {
                gaps++;
                if (text.at(i + 1) == ':') {
                    return -1;
                }
            }
            digits = 0;
        }
        if (digits > 0 && text.at(last) == '.' && isDecimal(text, groupStart, last)) {
            int four = fourEnd(text, groupStart);
            if (four < 0 && text.isDigit(last + 1)) {
                return -1;
            }
            if (four > 0) {
                last = four;
                groups++;
            }
        }
        boolean whole = gaps == 0 ? groups == 8 : gaps == 1 && groups < 8;
        return whole && !text.isWord(last) && text.at(last) != '_' ? last : -1;
    }

    private static boolean isDecimal(PlainText text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!text.isDigit(i)) {
                return false;
            }
        }
        return to - from <= 3;
    }

    private static int fourEnd(PlainText text, int start) {
        int i = start;
        for (int part = 0; part < 4; part++) {
            int value = 0;
            int from = i;
            while (text.isDigit(i) && i - from < 4) {
                value = value * 10 + text.at(i++) - '0';
            }
            if (i == from || value > 255 || (part < 3 && text.at(i++) != '.')) {
                return -1;
            }
        }
        return i;
    }

    /** A slice such as {@code [1::2]} or a name such as {@code ab::cd} is written alike. */
    private static boolean isMeant(PlainText text, int start, int end) {
        int digits = 0;
        int letters = 0;
        for (int i = start; i < end; i++) {
            digits += text.isDigit(i) ? 1 : 0;
            letters += text.isLetter(i) ? 1 : 0;
        }
        if (digits > 0 && digits + letters >= 4 && (letters > 0 || digits + letters >= 8)) {
            return true;
        }
        boolean loopback = end - start == 3 && text.at(start) == ':' && text.at(start + 2) == '1';
        boolean parted = text.at(start - 1) == ' ' || text.at(start - 1) == '"' || text.at(start - 1) == '\'';
        boolean alone = start <= 2 && text.length() - end <= 4 && text.at(start - 1) != '[';
        return alone || (loopback && parted) || (letters + digits == 0 || digits > 0) && says(text, start, ADDRESS);
    }

    private static int zoneEnd(PlainText text, int end) {
        int i = end + 1;
        while (text.at(end) == '%'
                && i - end <= LONGEST_ZONE
                && (text.isWord(i)
                        || text.at(i) == '_'
                        || text.at(i) == '-'
                        || (text.at(i) == '.' && text.isWord(i + 1)))) {
            i++;
        }
        return i > end + 1 ? i : end;
    }

    private static boolean isHex(PlainText text, int i) {
        char c = text.at(i);
        return text.isDigit(i) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }
}

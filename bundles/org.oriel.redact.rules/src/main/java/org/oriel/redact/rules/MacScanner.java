package org.oriel.redact.rules;

/** Hardware addresses (IEEE 802, EUI-48 and EUI-64): six or eight pairs of hex digits parted by one colon or dash each. */
final class MacScanner implements Scanner {
    @Override
    public void find(Scan scan, Hits hits) {
        PlainText text = scan.text();
        scan.steps().add(text.length());
        char[] chars = text.chars();
        for (int i = 2; i < text.length(); i++) {
            char mark = chars[i];
            if ((mark != ':' && mark != '-') || !isPair(text, i - 2) || text.isWord(i - 3)) {
                continue;
            }
            int pairs = 1;
            int end = i;
            while (text.at(end) == mark && isPair(text, end + 1) && pairs < 9) {
                end += 3;
                pairs++;
                scan.steps().one();
            }
            boolean edges = !text.isWord(end) && text.at(end) != mark && text.at(i - 3) != mark;
            if (edges && (pairs == 6 || pairs == 8) && isVaried(text, i - 2, end)) {
                hits.add(i - 2, end, "");
            }
            i = Math.max(i, end - 1);
        }
    }

    /** All zeros or all ones stand for no device; digits in pairs may be a date with a time. */
    private static boolean isVaried(PlainText text, int start, int end) {
        long seen = 0;
        for (int i = start; i < end; i++) {
            seen |= 1L << (text.at(i) & 0x1F);
        }
        return Long.bitCount(seen) > 2;
    }

    private static boolean isPair(PlainText text, int i) {
        return isHex(text.at(i)) && isHex(text.at(i + 1));
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }
}

package org.oriel.redact.rules;

/**
 * Web addresses (RFC 3986) as a whole: with a scheme, or with {@code www.} in front. Whether they are to be masked is for
 * the deployment to say, so no rule of the shipped packs names this scanner.
 */
final class UrlScanner implements Scanner {
    private static final int LONGEST = 2_048;
    private static final int LONGEST_SCHEME = 12;

    @Override
    public void find(Scan scan, Hits hits) {
        PlainText text = scan.text();
        scan.steps().add(text.length());
        for (int i = 0; i < text.length(); i++) {
            int start = -1;
            if (text.at(i) == ':' && text.at(i + 1) == '/' && text.at(i + 2) == '/') {
                start = i;
                while (i - start < LONGEST_SCHEME && (text.isWord(start - 1) || text.at(start - 1) == '+')) {
                    start--;
                }
                start = start == i ? -1 : start;
            } else if ((text.at(i) | 0x20) == 'w'
                    && !text.isWord(i - 1)
                    && (text.at(i + 1) | 0x20) == 'w'
                    && (text.at(i + 2) | 0x20) == 'w'
                    && text.at(i + 3) == '.'
                    && text.isWord(i + 4)) {
                start = i;
            }
            if (start >= 0) {
                int end = end(text, i + 3);
                if (end > i + 3) {
                    hits.add(start, end, "");
                    i = end;
                }
            }
        }
    }

    private static int end(PlainText text, int from) {
        int end = from;
        while (end < text.length() && end - from < LONGEST && " \t\r\n<>\"`{}|\\^".indexOf(text.at(end)) < 0) {
            end++;
        }
        while (end > from && ".,;:!?)]'*_".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}

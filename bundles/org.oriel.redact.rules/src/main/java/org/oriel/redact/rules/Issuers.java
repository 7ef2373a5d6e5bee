package org.oriel.redact.rules;

import java.util.List;

/** Which numbers payment card issuers give out (ISO/IEC 7812): prefix ranges and lengths, from {@code issuers.txt}. */
final class Issuers {
    /** Digits of a prefix in the table, filled up. */
    private static final int PREFIX = 6;

    private final int[] low;
    private final int[] high;
    /** One bit for each length. */
    private final int[] lengths;

    Issuers() {
        List<String[]> rows = Tables.read("issuers.txt");
        low = new int[rows.size()];
        high = new int[rows.size()];
        lengths = new int[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            low[i] = Integer.parseInt((row[1] + "000000").substring(0, PREFIX));
            high[i] = Integer.parseInt((row[2] + "999999").substring(0, PREFIX));
            for (String length : row[3].split(",", -1)) {
                lengths[i] |= 1 << Integer.parseInt(length);
            }
        }
    }

    /** Whether an issuer gives out numbers of this length that begin with {@code prefix}, six digits. */
    boolean issues(int prefix, int length) {
        for (int i = 0; i < low.length; i++) {
            if (prefix >= low[i] && prefix <= high[i] && (lengths[i] & 1 << length) != 0) {
                return true;
            }
        }
        return false;
    }
}

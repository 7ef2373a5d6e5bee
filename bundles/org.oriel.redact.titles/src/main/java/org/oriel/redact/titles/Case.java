package org.oriel.redact.titles;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.redact.Finding;

/**
 * A case of a grammar: a title in which {@code ⟦CLASS:value⟧} marks what must be masked, and nothing else may be.
 *
 * @param title the title without marks
 * @param expected what must be found
 */
record Case(String title, List<Finding> expected) {
    private static final String RULE = "case";

    static Case read(String marked) {
        StringBuilder title = new StringBuilder();
        List<Finding> expected = new ArrayList<>();
        int done = 0;
        for (int open = marked.indexOf('⟦'); open >= 0; open = marked.indexOf('⟦', done)) {
            int colon = marked.indexOf(':', open);
            int close = marked.indexOf('⟧', open);
            if (colon < 0 || close < colon) {
                throw new IllegalArgumentException("a mark that is not ⟦CLASS:value⟧");
            }
            title.append(marked, done, open);
            int start = title.length();
            title.append(marked, colon + 1, close);
            expected.add(new Finding(start, title.length(), marked.substring(open + 1, colon), RULE));
            done = close + 1;
        }
        return new Case(title.append(marked.substring(done)).toString(), expected);
    }

    /** What is wrong with {@code found}, or an empty text; numbers and classes only. */
    String judge(List<Finding> found) {
        List<String> is = found.stream().map(Case::place).toList();
        List<String> should = expected.stream().map(Case::place).toList();
        return is.equals(should) ? "" : "masks " + is + ", expected " + should;
    }

    private static String place(Finding finding) {
        return finding.type() + " " + finding.start() + "-" + finding.end();
    }
}

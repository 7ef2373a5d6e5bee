package org.oriel.redact.text;

import java.util.List;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

/** Shows what one rule finds: the text with each finding between guillemets. */
final class Marked {
    private Marked() {}

    static String by(Rule rule, String text) {
        Scan scan = new Scan(text);
        Hits hits = new Hits(scan.text());
        rule.find(scan, hits);
        return mark(text, hits.merged());
    }

    static String by(PersonalDataDetector detector, String text) {
        return mark(text, detector.detect(Sensitive.of(text)));
    }

    /** The case without its guillemets. */
    static String plain(String expected) {
        return expected.replace("«", "").replace("»", "");
    }

    private static String mark(String text, List<Finding> findings) {
        StringBuilder marked = new StringBuilder();
        int end = 0;
        for (Finding finding : findings) {
            marked.append(text, end, finding.start()).append('«');
            marked.append(text, finding.start(), finding.end()).append('»');
            end = finding.end();
        }
        return marked.append(text.substring(end)).toString();
    }
}

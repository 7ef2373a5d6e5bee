package org.oriel.redact.rules;

import java.util.List;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;

/** Shows what is found: the text with each finding between guillemets. */
final class Marked {
    private Marked() {}

    static String by(Scanner scanner, String text) {
        Steps steps = new Steps(0);
        steps.begin(text.length());
        PlainText plain = PlainText.of(text);
        Hits hits = new Hits(plain);
        hits.of("TYPE", "rule", 0);
        scanner.find(new Scan(plain, steps), hits);
        return mark(text, hits.merged());
    }

    static String by(TextDetector detector, String text) {
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

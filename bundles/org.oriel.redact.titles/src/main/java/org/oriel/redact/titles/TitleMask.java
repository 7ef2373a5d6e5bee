package org.oriel.redact.titles;

import java.util.List;
import java.util.function.BiFunction;
import org.oriel.api.redact.Finding;

/** Titles with placeholders in place of what the grammars mask. Pure; masking twice changes nothing. */
public final class TitleMask {
    /** A title that still changes after this many rounds is masked whole. */
    private static final int MAX_ROUNDS = 4;

    private final TitleGrammars grammars;

    /** Masks by {@code grammars}. */
    public TitleMask(TitleGrammars grammars) {
        this.grammars = grammars;
    }

    /**
     * The title with {@code <CLASS>} for what must not be told.
     *
     * @param app as in {@link TitleGrammars#find}
     */
    public String mask(String app, String title) {
        return mask(title, text -> grammars.find(app, text), (finding, value) -> "<" + finding.type() + ">");
    }

    /** Masks until nothing changes: what is left must be what a second pass leaves. */
    static String mask(
            String title,
            java.util.function.Function<String, List<Finding>> find,
            BiFunction<Finding, String, String> placeholder) {
        String masked = title;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<Finding> findings = find.apply(masked);
            if (findings.isEmpty()) {
                return masked;
            }
            String next = replace(masked, findings, placeholder);
            if (next.equals(masked)) {
                return masked;
            }
            masked = next;
        }
        return find.apply(masked).isEmpty()
                ? masked
                : placeholder.apply(new Finding(0, Math.max(1, title.length()), "TITLE", "title.unstable"), title);
    }

    private static String replace(
            String text, List<Finding> findings, BiFunction<Finding, String, String> placeholder) {
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (Finding finding : findings) {
            out.append(text, done, finding.start());
            out.append(placeholder.apply(finding, text.substring(finding.start(), finding.end())));
            done = finding.end();
        }
        return out.append(text.substring(done)).toString();
    }
}

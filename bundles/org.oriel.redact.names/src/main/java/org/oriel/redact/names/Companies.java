package org.oriel.redact.names;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Companies without a roster: capitalised words before a legal form, and what stands behind a label. */
final class Companies {
    /** Legal forms that are nothing else in running text. */
    private static final Set<String> CLEAR = Set.of(
            "inc",
            "llc",
            "llp",
            "ltd",
            "gmbh",
            "plc",
            "incorporated",
            "srl",
            "sarl",
            "ltda",
            "pty",
            "kgaa",
            "ohg",
            "bvba",
            "pvt",
            "corp",
            "gbr",
            "oyj",
            "sas",
            "kk");
    /** Legal forms that may be something else: they count only in the writing of the form. */
    private static final Set<String> WRITTEN =
            Set.of("AG", "SE", "KG", "AB", "AS", "SA", "BV", "NV", "Oy", "SpA", "Co", "LP", "UG");

    private static final Set<String> LABELS = Set.of(
            "company",
            "employer",
            "vendor",
            "supplier",
            "organization",
            "organisation",
            "client",
            "customer",
            "firma",
            "unternehmen",
            "societe",
            "empresa",
            "merchant",
            "payee",
            "biller",
            "insurer",
            "tenant",
            "workspace");
    private static final Set<String> CUSTOMERS = Set.of("client", "customer", "kunde");
    private static final int MAX_WORDS = 5;

    private final Words words;
    private final Lists lists;
    private final Hits hits;

    Companies(Words words, Lists lists, Hits hits) {
        this.words = words;
        this.lists = lists;
        this.hits = hits;
    }

    /** The words at which a rule of this class begins. */
    static Set<String> triggers() {
        Set<String> triggers = new HashSet<>(CLEAR);
        WRITTEN.forEach(form -> triggers.add(form.toLowerCase(Locale.ROOT)));
        triggers.addAll(LABELS);
        return triggers;
    }

    static boolean isLegalForm(String folded) {
        return CLEAR.contains(folded)
                || WRITTEN.stream().anyMatch(form -> form.equalsIgnoreCase(folded))
                || folded.equals("limited")
                || folded.equals("corporation")
                || folded.equals("company");
    }

    /** Looks at what begins, or as a legal form ends, at word {@code at}. */
    void find(int at) {
        Words.Word word = words.get(at);
        if (at > 0
                && (CLEAR.contains(word.folded())
                                && Character.isUpperCase(word.cased().charAt(0))
                        || WRITTEN.contains(word.cased()))) {
            legal(at, CLEAR.contains(word.folded()));
        }
        if (LABELS.contains(word.folded()) && at + 1 < words.size() && isColon(words.gap(at))) {
            label(at + 1, CUSTOMERS.contains(word.folded()) ? Roster.CUSTOMER : Roster.COMPANY);
        }
    }

    private static boolean isColon(String gap) {
        return gap.equals(":") || gap.equals(": ");
    }

    private void legal(int form, boolean clear) {
        int first = form;
        for (int i = form - 1; i >= 0 && form - i <= MAX_WORDS; i--) {
            String gap = words.gap(i);
            boolean near = gap.equals(" ")
                    || gap.equals("-")
                    || gap.equals("'")
                    || gap.equals("\u2019")
                    || gap.equals(" & ")
                    || gap.equals("&")
                    || clear && i == form - 1 && gap.equals(", ");
            if (!near || !isProper(words.get(i), clear)) {
                break;
            }
            first = i;
        }
        boolean article = Set.of("the", "a", "an", "der", "die", "das")
                .contains(words.get(first).folded());
        first += article ? 1 : 0;
        if (first < form) {
            hits.add(first, form, Roster.COMPANY, "company.form");
        }
    }

    private static boolean isProper(Words.Word word, boolean clear) {
        return word.isCapitalised()
                || clear
                        && (word.isUpper()
                                || word.isInitial()
                                || Character.isDigit(word.cased().charAt(0)));
    }

    private void label(int at, String type) {
        int last = -1;
        for (int i = at; i < words.size() && i - at < MAX_WORDS; i++) {
            boolean proper = words.get(i).isCapitalised() || words.get(i).isUpper();
            if (!proper
                    || i > at
                            && !words.gap(i - 1).equals(" ")
                            && !words.gap(i - 1).equals(" & ")) {
                break;
            }
            last = i;
        }
        boolean stop = last == at && lists.stop().contains(words.get(at).folded());
        if (last >= at && !stop) {
            hits.add(at, last, type, "company.label");
        }
    }
}

package org.oriel.redact.names;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** People without a roster: honorifics, greetings, closings, labels, and known given names before a surname. */
final class People {
    private static final String PERSON = Roster.PERSON;
    private static final Contexts CONTEXTS = Contexts.load();
    /** Before a name; some are words or something else without a dot. */
    private static final Set<String> HONORIFICS = CONTEXTS.list("honorific");

    private static final Set<String> DOTTED = CONTEXTS.list("dotted");
    /** What stands behind an honorific and is no name. */
    private static final Set<String> ROLES = CONTEXTS.list("role");

    private static final Set<String> GREETINGS = CONTEXTS.list("greeting");

    /** What a phrase says of the name behind it; {@code contexts.txt} has a list for each. */
    private enum Rule {
        PHRASE,
        LABEL,
        CLOSING
    }

    private static final Trie<Rule> RULES = rules();

    private static Trie<Rule> rules() {
        Trie<Rule> trie = new Trie<>();
        for (Rule rule : Rule.values()) {
            CONTEXTS.list(rule.name().toLowerCase(Locale.ROOT))
                    .forEach(phrase -> trie.add(List.of(phrase.split(" ")), rule));
        }
        return trie;
    }

    /** The words at which a rule of this class begins, but for given names. */
    static Set<String> triggers() {
        Set<String> triggers = new HashSet<>(HONORIFICS);
        triggers.addAll(GREETINGS);
        triggers.addAll(RULES.firsts());
        return triggers;
    }

    private final Words words;
    private final Lists lists;
    private final Names names;
    private final Hits hits;

    People(Words words, Lists lists, Hits hits) {
        this.words = words;
        this.lists = lists;
        this.names = new Names(words, lists);
        this.hits = hits;
    }

    /** Looks at what begins at word {@code at}. */
    void find(int at) {
        Words.Word word = words.get(at);
        if (HONORIFICS.contains(word.folded()) && at + 1 < words.size()) {
            honorific(at, word);
        }
        if (GREETINGS.contains(word.folded()) && at + 1 < words.size()) {
            greeting(at);
        }
        for (Trie.Hit<Rule> hit : RULES.find(words, at)) {
            if (hit.last() + 1 < words.size()) {
                switch (hit.value()) {
                    case PHRASE -> phrase(hit.last());
                    case LABEL -> label(hit.last());
                    case CLOSING -> closing(hit.last());
                }
            }
        }
        if (word.isCapitalised()) {
            given(at, word);
        }
    }

    private void honorific(int at, Words.Word word) {
        String gap = words.gap(at);
        boolean dot = gap.startsWith(".");
        String space = dot ? gap.substring(1) : gap;
        if (Character.isLowerCase(word.cased().charAt(0))
                || !(space.equals(" ") || space.equals("\u00a0") || dot && space.isEmpty())
                || DOTTED.contains(word.folded()) && !dot
                || ROLES.contains(words.get(at + 1).folded())) {
            return;
        }
        Names.Name name = names.at(at + 1, false);
        if (name.parts() > 0) {
            hits.add(at + 1, name.last(), PERSON, "person.honorific");
        }
    }

    private void greeting(int at) {
        String gap = words.gap(at);
        if (!gap.equals(" ") && !gap.equals(", ")
                || !Character.isUpperCase(words.get(at).cased().charAt(0))) {
            return;
        }
        if (HONORIFICS.contains(words.get(at + 1).folded())) {
            return;
        }
        Names.Name name = names.at(at + 1, false);
        if (name.parts() == 0 || name.parts() > 3) {
            return;
        }
        String after = words.gap(name.last());
        boolean known = lists.isGiven(words.get(at + 1).folded());
        if (known || after.startsWith(",") || after.startsWith("!") || after.startsWith(" -") || isEnd(name.last())) {
            hits.add(at + 1, name.last(), PERSON, "person.greeting");
        }
    }

    private void phrase(int last) {
        if (words.gap(last).equals(" ") || words.gap(last).equals(": ")) {
            named(last + 1, "person.phrase");
        }
    }

    private void label(int last) {
        String gap = words.gap(last);
        if (gap.startsWith(":") && gap.length() <= 4 && gap.indexOf('\n') < 0) {
            named(last + 1, "person.label");
        }
    }

    /** A name of two words, or one that is a known given name; "Last, First" where the first is known. */
    private void named(int at, String rule) {
        Names.Name name = names.at(at, true);
        if (name.parts() == 0) {
            return;
        }
        boolean known = lists.isGiven(words.get(at).folded());
        boolean turned = name.parts() == 1
                && words.gap(name.last()).equals(", ")
                && name.last() + 1 < words.size()
                && lists.isGiven(words.get(name.last() + 1).folded())
                && words.get(name.last() + 1).isCapitalised();
        if (turned) {
            hits.add(at, names.at(name.last() + 1, true).last(), PERSON, rule);
        } else if (name.parts() + name.initials() > 1 || known) {
            hits.add(at, name.last(), PERSON, rule);
        }
    }

    private void closing(int last) {
        String gap = words.gap(last);
        boolean apart = gap.indexOf('\n') >= 0 || gap.startsWith(",") && gap.length() <= 3;
        if (!apart) {
            return;
        }
        Names.Name name = names.at(last + 1, false);
        if (name.parts() > 0 && name.parts() <= 3 && isEnd(name.last())) {
            hits.add(last + 1, name.last(), PERSON, "person.closing");
        }
    }

    /** The end of a line or text, perhaps behind a bracket, a dot or a quote. */
    private boolean isEnd(int word) {
        String gap = words.gap(word);
        boolean closed = word + 1 == words.size();
        for (int i = 0; i < gap.length(); i++) {
            char c = gap.charAt(i);
            if (c == '\n' || c == '\r') {
                return true;
            }
            if (")].!\"'\u201d ".indexOf(c) < 0) {
                return false;
            }
            closed |= c != ' ';
        }
        return closed;
    }

    /** A known given name with a surname behind: capitalised, and no word that makes it a place or a thing. */
    private void given(int at, Words.Word word) {
        boolean strong = lists.given().contains(word.folded());
        if (!strong || at > 0 && isNamedAfter(at)) {
            return;
        }
        Names.Name name = names.at(at, false);
        if (name.parts() >= 2 && !isThing(name.last())) {
            hits.add(at, name.last(), PERSON, "person.given");
        }
    }

    /** "the Martin Act", "St. Louis", "Fort Wayne Road": an article or a saint before, so it is not the person. */
    private boolean isNamedAfter(int at) {
        String before = words.get(at - 1).folded();
        return words.gap(at - 1).length() <= 2
                && Set.of("the", "st", "saint", "fort", "san", "santa", "mount", "lake", "port")
                        .contains(before);
    }

    private boolean isThing(int last) {
        return last + 1 < words.size()
                && words.gap(last).equals(" ")
                && words.get(last + 1).isCapitalised()
                && lists.stop().contains(words.get(last + 1).folded())
                && !Set.of("and", "the", "i", "in", "is", "he", "she")
                        .contains(words.get(last + 1).folded());
    }
}

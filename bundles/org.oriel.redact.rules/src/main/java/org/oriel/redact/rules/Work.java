package org.oriel.redact.rules;

import com.google.re2j.Matcher;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.redact.Finding;

/** One text at a time against the rules of one pack. Keeps its tables for the next text; not for two threads. */
final class Work {
    /** No rule is left out. */
    static final int ALL = -1;

    /** A failed match shorter than this may hide a good one that begins within it. */
    private static final int RETRY = 128;
    /** More findings than this in one text are none: it is masked as a whole. */
    private static final int MOST_FINDINGS = 20_000;
    /** What a shape's pattern may look at beyond its candidate. */
    private static final int MARGIN = 2;

    /** Steps of compiled patterns that are kept between texts: about 100 bytes each with all that belongs to them. */
    private static final int MOST_COMPILED = 30_000;

    private static final int UNLESS_REACH = 32;
    /** What may stand around a value that has the text for itself, and how much of it. */
    private static final String AROUND = " \t\r\n\"'`()[]<>.,;:";

    private static final int MOST_AROUND = 16;

    private final CompiledPack pack;
    private final Steps steps;
    private final Window window;
    private final @Nullable Matcher[] matchers;
    private final @Nullable Prefilter[] filters;
    private final Scanner[] scanners;
    /** The stretch that keywords of a rule opened and that was not searched yet; -1 for none. */
    private final int[] openFrom;

    private final int[] openTo;
    private final int[] opened;
    private int openCount;
    /** Steps of the patterns that are compiled now. */
    private int compiledSteps;

    private int only = ALL;

    private PlainText text = PlainText.of("");
    private Hits hits = new Hits(text);
    private Phrases.@Nullable Places places;
    /** Where the text begins and ends but for quotes and the like; -1 until somebody asks. */
    private int coreStart;

    private int coreEnd = -1;

    Work(CompiledPack pack, Scanners coded, long budgetNanos) {
        this.pack = pack;
        steps = new Steps(budgetNanos);
        window = new Window(steps);
        int count = pack.rules.size();
        matchers = new Matcher[count];
        filters = new Prefilter[count];
        openFrom = new int[count];
        openTo = new int[count];
        opened = new int[count];
        Arrays.fill(openFrom, -1);
        scanners = pack.codedRules.stream()
                .map(rule -> coded.make((RuleSpec.Coded) rule.spec.trigger()))
                .toArray(Scanner[]::new);
    }

    long steps() {
        return steps.count();
    }

    /** What the rules find; {@code oneRule} leaves all others out. */
    List<Finding> run(String original, int oneRule) {
        only = oneRule;
        steps.begin(original.length());
        try {
            text = PlainText.of(original);
            hits = new Hits(text);
            Scan scan = pass(true, true);
            Variants variants = new Variants(text, scan, hits, steps);
            for (Variant variant = variants.next(); variant != null; variant = variants.next()) {
                text = variant.text();
                hits.in(variant);
                Scan unused = pass(!variant.joined(), !variant.digitsOnly());
                assert unused.text() == text;
            }
            return hits.merged();
        } catch (Steps.Overrun e) {
            return original.isEmpty()
                    ? List.of()
                    : List.of(new Finding(0, original.length(), CompiledPack.UNSCANNED, "budget"));
        } finally {
            clear();
        }
    }

    /** Nothing of the text stays behind, and no more of compiled patterns than is of use. */
    private void clear() {
        if (compiledSteps > MOST_COMPILED) {
            compiledSteps = 0;
            Arrays.fill(matchers, null);
            Arrays.fill(filters, null);
            pack.rules.forEach(CompiledRule::forget);
        }
        text = PlainText.of("");
        hits = new Hits(text);
        places = null;
        window.set(new char[0], 0, 0);
        while (openCount > 0) {
            openFrom[opened[--openCount]] = -1;
        }
    }

    private Scan pass(boolean coded, boolean runs) {
        places = null;
        coreEnd = -1;
        Scan scan = new Scan(text, steps);
        if (runs) {
            keywords();
            tokens(scan);
        }
        digits(scan);
        if (coded) {
            for (int i = 0; i < scanners.length; i++) {
                CompiledRule rule = pack.codedRules.get(i);
                if (wanted(rule)) {
                    name(rule);
                    scanners[i].find(scan, hits);
                }
            }
        }
        if (hits.size() > MOST_FINDINGS) {
            throw new Steps.Overrun();
        }
        return scan;
    }

    private boolean wanted(CompiledRule rule) {
        return only == ALL || only == rule.number;
    }

    private void name(CompiledRule rule) {
        hits.of(rule.spec.type(), rule.spec.id(), rule.spec.priority());
    }

    private void keywords() {
        AhoCorasick automaton = pack.keywords;
        if (automaton == null) {
            return;
        }
        steps.add(text.length());
        automaton.scan(text.chars(), text.length(), this::open);
        while (openCount > 0) {
            close(opened[--openCount]);
        }
    }

    /** A keyword ends at {@code end}: its rules get a window there, or a longer one. */
    private void open(int keyword, int end) {
        int start = end - pack.keywordLengths[keyword];
        for (int number : pack.byKeyword[keyword]) {
            CompiledRule rule = pack.rules.get(number);
            steps.one();
            if (wanted(rule) && rule.spec.trigger() instanceof RuleSpec.Keywords reach) {
                int from = Math.max(0, start - reach.before());
                int to = Math.min(text.length(), end + reach.after());
                if (openFrom[number] < 0) {
                    opened[openCount++] = number;
                } else if (from > openTo[number] || to - openFrom[number] > 2 * rule.span + 256) {
                    close(number);
                } else {
                    from = Math.min(from, openFrom[number]);
                }
                openFrom[number] = from;
                openTo[number] = to;
            }
        }
    }

    private void close(int number) {
        int from = openFrom[number];
        openFrom[number] = -1;
        search(pack.rules.get(number), from, openTo[number]);
    }

    private void tokens(Scan scan) {
        if (pack.tokenRules.isEmpty()) {
            return;
        }
        for (int i = 0; i < scan.tokens(); i++) {
            int from = scan.tokenStart(i);
            int to = scan.tokenEnd(i);
            if (to - from < pack.shortestToken || to - from > pack.longestToken) {
                continue;
            }
            for (CompiledRule rule : pack.tokenRules) {
                RuleSpec.TokenShape shape = (RuleSpec.TokenShape) rule.spec.trigger();
                if (to - from >= shape.least() && to - from <= shape.most() && wanted(rule)) {
                    search(rule, Math.max(0, from - MARGIN), Math.min(text.length(), to + MARGIN));
                }
            }
        }
    }

    private void digits(Scan scan) {
        if (pack.digitCounts == 0) {
            return;
        }
        int next = 0;
        for (int first = 0; first < scan.groups(); first = next) {
            next = first + 1;
            while (next < scan.groups() && chained(scan, next)) {
                next++;
            }
            long counts = counts(scan, first, next) & pack.digitCounts;
            if (counts != 0) {
                for (int i = 0; i < pack.digitMasks.length; i++) {
                    CompiledRule rule = pack.digitRules.get(i);
                    if ((counts & pack.digitMasks[i]) != 0 && wanted(rule)) {
                        RuleSpec.DigitShape shape = (RuleSpec.DigitShape) rule.spec.trigger();
                        int from = Math.max(0, scan.start(first) - shape.before());
                        int to = Math.min(text.length(), scan.end(next - 1) + shape.after());
                        searchLong(rule, from, to);
                    }
                }
            }
        }
    }

    /** Whether group {@code g} follows the one before it after a single separator. */
    private static boolean chained(Scan scan, int g) {
        if (scan.start(g) - scan.end(g - 1) != 1) {
            return false;
        }
        char c = scan.text().at(scan.end(g - 1));
        return c == '-' || c == '.' || c == '/' || c == ' ';
    }

    /** How many digits adjacent groups of the chain have together, one bit for each number that occurs. */
    private long counts(Scan scan, int first, int end) {
        long counts = 0;
        for (int g = first; g < end; g++) {
            int digits = 0;
            for (int h = g; h < end && digits < 64; h++) {
                steps.one();
                digits += scan.digits(h);
                counts |= digits < 64 ? 1L << digits : 0;
            }
        }
        return counts;
    }

    /** In pieces that overlap by what a match may need, so that no look of a pattern goes far. */
    private void searchLong(CompiledRule rule, int from, int to) {
        int piece = 2 * rule.span + 256;
        int start = from;
        while (to - start > piece) {
            search(rule, start, start + piece);
            start += piece - rule.span;
        }
        search(rule, start, to);
    }

    private void search(CompiledRule rule, int from, int to) {
        if (rule.needsLabel()
                && !(rule.alone && isWhole(from, to))
                && !places().near(rule.labels, from, to, rule.spec.labelReach())) {
            return;
        }
        Prefilter filter = only == ALL ? filter(rule) : null;
        if (filter == null || filter.mayMatch(text.chars(), from, to, steps)) {
            match(rule, filter, from, to);
        }
    }

    /** Not for one rule alone: that is a self-test, and its few cases are not worth the table. */
    private Prefilter filter(CompiledRule rule) {
        Prefilter filter = filters[rule.number];
        if (filter == null) {
            filter = new Prefilter(rule.pattern());
            filters[rule.number] = filter;
            compiledSteps += rule.pattern().programSize();
        }
        return filter;
    }

    private void match(CompiledRule rule, @Nullable Prefilter filter, int from, int to) {
        window.set(text.chars(), from, to);
        Matcher matcher = matchers[rule.number];
        if (matcher == null) {
            matcher = rule.pattern().matcher(window);
            matchers[rule.number] = matcher;
        } else {
            matcher.reset(window);
        }
        int group = rule.spec.group();
        int at = 0;
        while (at <= to - from && matcher.find(at)) {
            int start = matcher.start(group);
            int end = matcher.end(group);
            if (start >= 0 && end > start && accepts(rule, from + start, from + end)) {
                name(rule);
                hits.add(from + start, from + end, "");
                at = Math.max(end, matcher.start() + 1);
            } else {
                at = retry(rule, from, matcher.start(), matcher.end());
            }
            if (filter != null && at < to - from && !filter.mayMatch(text.chars(), from + at, to, steps)) {
                return;
            }
        }
    }

    /** Where to go on after a match that was refused. */
    private int retry(CompiledRule rule, int from, int start, int end) {
        if (end - start > RETRY) {
            return end;
        }
        int at = start + 1;
        boolean atEdge = rule.spec.group() == 0
                && (rule.spec.boundary() == RuleSpec.Boundary.WORD || rule.spec.boundary() == RuleSpec.Boundary.LEFT);
        while (atEdge && at < end && text.isWord(from + at) && text.isWord(from + at - 1)) {
            steps.one();
            at++;
        }
        return at;
    }

    private boolean accepts(CompiledRule rule, int start, int end) {
        if (!rule.bounded(text, start, end)) {
            return false;
        }
        boolean named = !rule.labelled || (rule.alone && isWhole(start, end)) || labelled(rule, start, end);
        if (!named && rule.needsLabel()) {
            return false;
        }
        if (rule.vetoed && places().before(rule.unless, start, UNLESS_REACH)) {
            return false;
        }
        steps.add(rule.cost(end - start));
        String value = text.substring(start, end);
        return rule.accepts(value) && (named || rule.standsAlone(value));
    }

    /** Whether the text holds nothing but the stretch, as a field of a form does; quotes and the like do not count. */
    private boolean isWhole(int start, int end) {
        if (coreEnd < 0) {
            coreStart = 0;
            while (coreStart <= MOST_AROUND && AROUND.indexOf(text.at(coreStart)) >= 0) {
                coreStart++;
            }
            coreEnd = text.length();
            while (text.length() - coreEnd <= MOST_AROUND && AROUND.indexOf(text.at(coreEnd - 1)) >= 0) {
                coreEnd--;
            }
        }
        return start <= coreStart && end >= coreEnd && start + text.length() - end <= MOST_AROUND;
    }

    private boolean labelled(CompiledRule rule, int start, int end) {
        int reach = rule.spec.labelReach();
        return switch (rule.spec.labelSide()) {
            case BEFORE -> places().before(rule.labels, start, reach);
            case AFTER -> places().after(rule.labels, end, reach);
            case AROUND -> places().before(rule.labels, start, reach) || places().after(rule.labels, end, reach);
        };
    }

    private Phrases.Places places() {
        Phrases.Places known = places;
        if (known == null) {
            known = pack.phrases.in(text, steps);
            places = known;
        }
        return known;
    }
}

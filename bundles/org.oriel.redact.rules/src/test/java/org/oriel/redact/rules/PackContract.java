package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

/**
 * What every pack must do. A pack's test extends it and names its files.
 *
 * <p>The case file has one JSON object a line: {@code {"rule":"github.pat","text":"token ⟦…⟧ here"}}, with
 * {@code "except":["wide"]} for forms in which the value would be another one. Lines that begin with {@code //} are
 * comments. The clean file is any text in which nothing is to be found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PackContract {
    /** One line of the case file. */
    private record Case(int line, String rule, MarkedCase marked, Set<String> except) {}

    private static final int SMALL = 2_048;
    private static final int FACTOR = 4;

    private RulePack pack;
    private PackDetector detector;
    private List<Case> cases;

    /** Folder of the pack's {@code *.json}, such as {@code src/main/resources/OSGI-INF/oriel/rules}. */
    protected abstract Path packFolder();

    /** The cases. */
    protected abstract Path casesFile();

    /** A text in which nothing is found. */
    protected abstract Path cleanFile();

    @BeforeEach
    final void read() throws IOException {
        if (pack == null) {
            pack = RulePack.read(packFolder());
            detector = pack.detector();
            cases = readCases();
        }
    }

    private List<Case> readCases() throws IOException {
        List<Case> read = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(casesFile())) {
            number++;
            if (line.isBlank() || line.startsWith("//")) {
                continue;
            }
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            Set<String> except = new HashSet<>();
            if (json.has("except")) {
                json.getAsJsonArray("except").forEach(e -> except.add(e.getAsString()));
            }
            MarkedCase marked = MarkedCase.of(json.get("text").getAsString());
            assertThat(marked.values())
                    .as("values of the case in line %s", number)
                    .isNotEmpty();
            read.add(new Case(number, json.get("rule").getAsString(), marked, except));
        }
        return read;
    }

    @Test
    @DisplayName("the cases inside the rules pass")
    final void rulesPassTheirOwnCases() {
        List<String> problems = new ArrayList<>();
        for (RuleSpec rule : pack.rules()) {
            try {
                pack.only(rule.id()).selfTest();
            } catch (PackException e) {
                problems.add(e.getMessage());
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("every rule has a case of its own in the case file, and each is found whole")
    final void findsEachCase() {
        Set<String> tested = new HashSet<>();
        List<String> problems = new ArrayList<>();
        for (Case c : cases) {
            tested.add(c.rule);
            int missed = c.marked.missed(find(c.marked.text()));
            if (missed > 0) {
                problems.add("line " + c.line + " (" + c.rule + "): " + missed + " characters are not found");
            }
        }
        for (RuleSpec rule : pack.rules()) {
            if (!tested.contains(rule.id())) {
                problems.add("no case for rule " + rule.id());
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("what the cases inside the rules mark is found by the whole pack too")
    final void findsTheRulesOwnCases() {
        List<String> problems = new ArrayList<>();
        for (RuleSpec rule : pack.rules()) {
            for (String positive : rule.positive()) {
                MarkedCase marked = MarkedCase.of(positive);
                if (marked.missed(find(marked.text())) > 0) {
                    problems.add(
                            rule.id() + ", positive case " + (rule.positive().indexOf(positive) + 1));
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("nothing is found in the clean text, whether line by line or as a whole")
    final void leavesTheCleanTextAlone() throws IOException {
        String clean = Files.readString(cleanFile());
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : clean.split("\n", -1)) {
            number++;
            for (Finding finding : find(line)) {
                problems.add("line " + number + ": " + finding);
            }
        }
        find(clean).forEach(finding -> problems.add("whole text: " + finding));
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("without any one of its rules the pack misses a case")
    final void everyRuleIsNeeded() {
        List<String> unneeded = new ArrayList<>();
        for (RuleSpec rule : pack.rules()) {
            PackDetector rest =
                    pack.rules().size() == 1 ? null : pack.without(rule.id()).detector();
            boolean missed = rest == null;
            for (Case c : cases) {
                missed |= rest != null
                        && c.rule.equals(rule.id())
                        && c.marked.missed(rest.detect(Sensitive.of(c.marked.text()))) > 0;
            }
            if (!missed) {
                unneeded.add(rule.id());
            }
        }
        assertThat(unneeded).as("rules without which nothing is missed").isEmpty();
    }

    @Test
    @DisplayName(
            "each case is found in its other forms: wide, with joiners, percent-encoded, in base64, over a line break")
    final void findsOtherForms() {
        List<String> problems = new ArrayList<>();
        Map<String, RuleSpec> rules = new TreeMap<>();
        pack.rules().forEach(rule -> rules.put(rule.id(), rule));
        for (Case c : cases) {
            RuleSpec rule = rules.get(c.rule);
            assertThat(rule).as("rule %s of line %s", c.rule, c.line).isNotNull();
            forms(c, rule).forEach((form, marked) -> {
                if (!c.except.contains(form)) {
                    int missed = marked.missed(find(marked.text()));
                    if (missed > 0) {
                        problems.add("line " + c.line + " (" + c.rule + "), " + form + ": " + missed
                                + " characters are not found");
                    }
                }
            });
        }
        assertThat(problems).isEmpty();
    }

    private static Map<String, MarkedCase> forms(Case c, RuleSpec rule) {
        Map<String, MarkedCase> forms = new TreeMap<>();
        forms.put("wide", each(c.marked, ch -> ch > ' ' && ch < 0x7f ? String.valueOf((char) (ch + 0xFEE0)) : "" + ch));
        forms.put("joiners", each(c.marked, ch -> Character.isSurrogate(ch) ? "" + ch : ch + "\u200D"));
        forms.put("percent", each(c.marked, PackContract::percent));
        String base64 = Base64.getEncoder().encodeToString(c.marked.text().getBytes(StandardCharsets.UTF_8));
        if (base64.length() >= 24) {
            forms.put("base64", MarkedCase.of("x ⟦" + base64 + "⟧ y"));
        }
        int[] value = c.marked.values().get(0);
        boolean shaped = rule.trigger() instanceof RuleSpec.DigitShape || rule.trigger() instanceof RuleSpec.TokenShape;
        if (shaped && value[1] - value[0] >= 9) {
            int middle = (value[0] + value[1]) / 2;
            forms.put("wrap", insert(c.marked, middle, "\n"));
        }
        return forms;
    }

    private static String percent(char c) {
        if (Character.isSurrogate(c)) {
            return String.valueOf(c);
        }
        StringBuilder encoded = new StringBuilder();
        for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format("%%%02X", b));
        }
        return encoded.toString();
    }

    private interface Rewrite {
        String of(char c);
    }

    private static MarkedCase each(MarkedCase marked, Rewrite rewrite) {
        StringBuilder text = new StringBuilder();
        int[] places = new int[marked.text().length() + 1];
        for (int i = 0; i < marked.text().length(); i++) {
            places[i] = text.length();
            text.append(rewrite.of(marked.text().charAt(i)));
        }
        places[marked.text().length()] = text.length();
        // A joiner after the last character of a value belongs to nothing.
        int tail = rewrite.of('a').endsWith("\u200D") ? 1 : 0;
        return moved(marked, text.toString(), places, tail);
    }

    private static MarkedCase insert(MarkedCase marked, int at, String what) {
        int[] places = new int[marked.text().length() + 1];
        for (int i = 0; i < places.length; i++) {
            places[i] = i < at ? i : i + what.length();
        }
        String text = marked.text().substring(0, at) + what + marked.text().substring(at);
        return moved(new MarkedCase(marked.text(), List.of(marked.values().get(0))), text, places, 0);
    }

    private static MarkedCase moved(MarkedCase marked, String text, int[] places, int tail) {
        return new MarkedCase(
                text,
                marked.values().stream()
                        .map(v -> new int[] {places[v[0]], places[v[1]] - tail})
                        .toList());
    }

    @Test
    @DisplayName("no text makes the work grow faster than its length")
    final void noTextIsABomb() {
        List<String> problems = new ArrayList<>();
        for (RuleSpec rule : pack.rules()) {
            PackDetector alone = pack.only(rule.id()).detector();
            for (String seed : seeds(rule)) {
                long small = alone.steps(repeated(seed, SMALL));
                long large = alone.steps(repeated(seed, FACTOR * SMALL));
                // What a window reaches is paid once; four times the text may cost little more than four times as much.
                if (large > (FACTOR + 1) * small + 50_000L) {
                    problems.add(rule.id() + ": " + small + " steps become " + large + " for " + FACTOR
                            + " times the text of seed " + seeds(rule).indexOf(seed));
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static String repeated(String seed, int length) {
        return seed.repeat(Math.max(1, length / seed.length()));
    }

    /** Keywords, the beginnings of the rule's own values, with and without its words, and what patterns like to repeat. */
    private static List<String> seeds(RuleSpec rule) {
        List<String> seeds = new ArrayList<>(List.of("a", "1", "A1", "1 ", "12-", "=", "a.", "0x", "\n1"));
        if (rule.trigger() instanceof RuleSpec.Keywords keywords) {
            keywords.words().stream().limit(3).forEach(word -> {
                seeds.add(word);
                seeds.add(word + " ");
                seeds.add(word + "a");
                seeds.add(word + "=\"");
            });
        }
        rule.labels().stream().limit(1).forEach(label -> seeds.add(label + " "));
        MarkedCase first = MarkedCase.of(rule.positive().get(0));
        int[] value = first.values().get(0);
        String text = first.text().substring(value[0], value[1]);
        String head = first.text().substring(0, value[0]);
        seeds.add(first.text());
        seeds.add(first.text() + " ");
        seeds.add(text);
        seeds.add(text + " ");
        if (text.length() > 1) {
            seeds.add(head + text.substring(0, text.length() - 1));
            seeds.add(text.substring(0, text.length() / 2));
            seeds.add(text.substring(text.length() / 2));
        }
        return seeds;
    }

    private List<Finding> find(String text) {
        List<Finding> findings = detector.detect(Sensitive.of(text));
        for (Finding finding : findings) {
            if (finding.type().equals(CompiledPack.UNSCANNED)) {
                fail("too much work for a text of " + text.length() + " characters");
            }
        }
        return findings;
    }
}

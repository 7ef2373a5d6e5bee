package org.oriel.redact.rules;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;

/** A pack at work. The host asks one text at a time; whoever asks meanwhile gets tables of its own. */
public final class PackDetector implements TextDetector {
    private final String name;
    private final String version;
    private final CompiledPack pack;
    private final Scanners scanners;
    private final long budgetNanos;
    private final AtomicReference<@Nullable Work> idle = new AtomicReference<>();

    PackDetector(RulePack source, EngineSettings settings) {
        name = source.name();
        version = source.version();
        scanners = new Scanners(settings.phoneRegions());
        pack = new CompiledPack(source.name(), source.rules());
        budgetNanos = settings.budgetNanos();
        // A scanner or a setting that is wrong shall be known now.
        idle.set(work());
    }

    private Work work() {
        try {
            return new Work(pack, scanners, budgetNanos);
        } catch (IllegalArgumentException e) {
            throw new PackException(name + ": " + e.getMessage());
        }
    }

    @Override
    public Set<String> classes() {
        return pack.classes;
    }

    @Override
    public List<Finding> detect(Sensitive text) {
        return run(text.reveal(), Work.ALL).findings;
    }

    /** Name of the pack. */
    String name() {
        return name;
    }

    /** Version of the pack. */
    String version() {
        return version;
    }

    /** Names of its rules. */
    List<String> ids() {
        return pack.rules.stream().map(rule -> rule.spec.id()).toList();
    }

    /** What the text costs, in looks at characters: for tests that cost grows with length alone. */
    public long steps(String text) {
        return run(text, Work.ALL).steps;
    }

    /** The same for one rule alone. */
    long stepsOf(String text, String rule) {
        return run(text, number(rule)).steps;
    }

    /** What one rule finds. */
    List<Finding> findingsOf(String text, String rule) {
        return run(text, number(rule)).findings;
    }

    private int number(String id) {
        for (CompiledRule rule : pack.rules) {
            if (rule.spec.id().equals(id)) {
                return rule.number;
            }
        }
        throw new IllegalArgumentException("no rule " + id);
    }

    private record Outcome(List<Finding> findings, long steps) {}

    private Outcome run(String text, int rule) {
        Work mine = idle.getAndSet(null);
        Work work = mine == null ? work() : mine;
        try {
            return new Outcome(work.run(text, rule), work.steps());
        } finally {
            idle.set(work);
        }
    }

    /** Runs the cases of each rule of the pack that this is the detector of, that rule alone. */
    void test(RulePack source) {
        for (CompiledRule rule : pack.rules) {
            RuleSpec spec = source.rules().get(rule.number);
            String place = name + ", rule " + rule.spec.id() + ": ";
            try {
                if (!rule.spec.pattern().isEmpty()) {
                    rule.pattern();
                }
            } catch (IllegalArgumentException e) {
                throw new PackException(place + e.getMessage());
            }
            test(place + "positive case ", rule, spec.positive(), true);
            test(place + "negative case ", rule, spec.negative(), false);
            rule.forget();
        }
        idle.set(work());
    }

    private void test(String place, CompiledRule rule, List<String> cases, boolean positive) {
        for (int i = 0; i < cases.size(); i++) {
            MarkedCase wanted = MarkedCase.of(cases.get(i));
            if (wanted.values().isEmpty() == positive) {
                throw new PackException(
                        place + (i + 1) + ": a value between ⟦ and ⟧ is " + (positive ? "missing" : "not allowed"));
            }
            String problem = wanted.compare(run(wanted.text(), rule.number).findings);
            if (!problem.isEmpty()) {
                throw new PackException(place + (i + 1) + ": " + problem);
            }
        }
    }

    /** Bytes of the automata. */
    int size() {
        return pack.size();
    }

    @Override
    public String toString() {
        return name + " " + version + ", " + pack.rules.size() + " rules";
    }
}

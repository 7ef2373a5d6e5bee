package org.oriel.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.oriel.api.redact.TextPolicy;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;

/** One policy, compiled. Decisions are remembered for some seconds, because files and links behind a path change. */
final class PolicyRules implements Admission.Rules {
    private static final int MOST_DECISIONS = 1024;
    private static final long REMEMBER_NANOS = 10_000_000_000L;

    private final Policy policy;
    private final String hash;
    private final List<Compiled> rules;
    private final List<String> lines;
    private final ExecutableDigests digests;
    private final LongSupplier nanos;
    private final Map<Application, Decision> decisions = new ConcurrentHashMap<>();

    PolicyRules(Policy policy, ExecutableDigests digests, LongSupplier nanos) {
        this.policy = policy;
        this.hash = policy.hash();
        this.rules = policy.allow().stream().map(Compiled::of).toList();
        this.lines = policy.allow().stream()
                .flatMap(rule -> rule.describe().stream())
                .distinct()
                .toList();
        this.digests = digests;
        this.nanos = nanos;
    }

    @Override
    public boolean allows(Target target) {
        return target.scope() == Target.Scope.WINDOW && decision(target.application()).allowed;
    }

    /** Of several rules that fit, the one that protects most counts; what no rule admits is not shown at all. */
    @Override
    public TextPolicy frameText(Target target) {
        return allows(target) ? decision(target.application()).text : TextPolicy.BLANK;
    }

    /** Of several rules that fit, each condition of one counts; origins of several are all meant. */
    @Override
    public Admission.Fields fields(Target target) {
        return allows(target) ? decision(target.application()).fields : Admission.Fields.ANY;
    }

    private Decision decision(Application application) {
        long now = nanos.getAsLong();
        Decision known = decisions.get(application);
        if (known != null && now - known.made < REMEMBER_NANOS) {
            return known;
        }
        // Titles are not part of an application, but a client chooses its class: do not let it fill the memory.
        if (decisions.size() >= MOST_DECISIONS) {
            decisions.clear();
        }
        Decision made = decide(application, now);
        decisions.put(application, made);
        return made;
    }

    private Decision decide(Application application, long now) {
        boolean known = known(application);
        String real = known ? ExecutablePattern.real(application.executable()) : "";
        // The order of the constants is from what keeps most to what keeps nothing.
        List<Rule> fitting = rules.stream()
                .filter(rule -> rule.allows(application, known, real, digests))
                .map(Compiled::rule)
                .toList();
        Optional<TextPolicy> text = fitting.stream().map(Rule::frames).max(Comparator.naturalOrder());
        return new Decision(text.isPresent(), text.orElse(TextPolicy.BLANK), fields(fitting), now);
    }

    private static Admission.Fields fields(List<Rule> fitting) {
        Set<String> origins = new TreeSet<>();
        fitting.forEach(rule -> origins.addAll(rule.fields().origins()));
        return new Admission.Fields(
                fitting.stream().anyMatch(rule -> rule.fields().known()), origins);
    }

    /** A path that the process told itself is a claim, like its class. */
    private static boolean known(Application application) {
        return application.verified() && !application.executable().isEmpty();
    }

    @Override
    public String identity(Target target) {
        Application application = target.application();
        if (known(application)) {
            return application.executable();
        }
        return application.windowClass().isEmpty() ? "unknown" : "class:" + application.windowClass();
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public int timingMillis() {
        return policy.timingMillis();
    }

    @Override
    public List<String> describe() {
        return lines;
    }

    int remembered() {
        return decisions.size();
    }

    private record Decision(boolean allowed, TextPolicy text, Admission.Fields fields, long made) {}

    private record Compiled(Rule rule, ExecutablePattern pattern) {
        static Compiled of(Rule rule) {
            return new Compiled(rule, ExecutablePattern.of(rule.executable()));
        }

        boolean allows(Application application, boolean known, String real, ExecutableDigests digests) {
            boolean classFits =
                    rule.windowClass().isEmpty() || rule.windowClass().equals(application.windowClass());
            if (rule.executable().isEmpty()) {
                return !known && classFits;
            }
            return known
                    && classFits
                    && pattern.matches(real)
                    && (rule.sha256().isEmpty() || rule.sha256().equals(digests.of(real)));
        }
    }
}

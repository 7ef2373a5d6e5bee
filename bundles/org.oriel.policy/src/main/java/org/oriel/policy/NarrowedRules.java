package org.oriel.policy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.api.redact.TextPolicy;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;

/** A policy without the programs that the person has exempted. The notice is that of the policy: nobody is asked again. */
final class NarrowedRules implements Admission.Rules {
    private static final int MOST = 1024;

    private final Admission.Rules rules;
    private final Set<String> executables = new HashSet<>();
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private final String hash;

    NarrowedRules(Admission.Rules rules, Set<String> exempt) {
        this.rules = rules;
        for (String executable : exempt) {
            executables.add(executable);
            executables.add(ExecutablePattern.real(executable));
        }
        this.hash = Digests.sha256(
                (rules.hash() + "\n" + String.join("\n", new TreeSet<>(exempt))).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean allows(Target target) {
        return rules.allows(target) && !exempt(target.application());
    }

    /** A window of a program that nobody knows could be that of an exempt one; a path that is only claimed counts here. */
    private boolean exempt(Application application) {
        String path = application.executable();
        if (known.size() >= MOST) {
            known.clear();
        }
        // The system tells paths without links, so what was found once stays.
        return path.isEmpty()
                || known.computeIfAbsent(
                        path, p -> executables.contains(p) || executables.contains(ExecutablePattern.real(p)));
    }

    @Override
    public TextPolicy frameText(Target target) {
        return allows(target) ? rules.frameText(target) : TextPolicy.BLANK;
    }

    @Override
    public Admission.Fields fields(Target target) {
        return rules.fields(target);
    }

    @Override
    public String identity(Target target) {
        return rules.identity(target);
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public int timingMillis() {
        return rules.timingMillis();
    }

    @Override
    public List<String> describe() {
        return rules.describe();
    }
}

package org.oriel.pipeline;

import java.util.List;
import java.util.Set;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;

/** Allows executables by path. */
final class FakeAdmission implements Admission {
    private volatile Fields fields = Fields.ANY;
    private volatile Rules rules = rules("p1", 1, Set.of("/bin/editor", "/bin/mail"));

    @Override
    public Rules current() {
        return rules;
    }

    void replace(String hash, int timingMillis, Set<String> allowed) {
        rules = rules(hash, timingMillis, allowed);
    }

    /** What must be known of the fields of all programs. */
    void fields(Fields fields) {
        this.fields = fields;
        rules = rules("p2", 1, Set.of("/bin/editor", "/bin/mail"));
    }

    private Rules rules(String hash, int timingMillis, Set<String> allowed) {
        return new Rules() {
            @Override
            public boolean allows(Target target) {
                return allowed.contains(target.application().executable());
            }

            @Override
            public String identity(Target target) {
                return target.application().executable();
            }

            @Override
            public Fields fields(Target target) {
                return fields;
            }

            @Override
            public String hash() {
                return hash;
            }

            @Override
            public int timingMillis() {
                return timingMillis;
            }

            @Override
            public List<String> describe() {
                return List.copyOf(allowed);
            }
        };
    }
}

package org.oriel.consent;

import java.util.List;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;

/** The rules where there is no policy. */
final class NoRules implements Admission.Rules {
    static final NoRules NONE = new NoRules();

    private NoRules() {}

    @Override
    public boolean allows(Target target) {
        return false;
    }

    @Override
    public String identity(Target target) {
        return "";
    }

    @Override
    public String hash() {
        return "";
    }

    @Override
    public int timingMillis() {
        return 1;
    }

    @Override
    public List<String> describe() {
        return List.of();
    }
}

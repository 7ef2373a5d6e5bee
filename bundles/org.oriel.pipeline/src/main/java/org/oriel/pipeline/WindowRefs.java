package org.oriel.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.oriel.api.event.Subject;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.host.Admission.Rules;

/** Names the admitted windows of a session {@code w1}, {@code w2}, …: native ids are not told. Pipeline thread only. */
final class WindowRefs {
    private static final int MOST = 4096;
    private static final int HEX = 16;

    private static final class Ref {
        final String name;
        Target target;
        Rules rules;
        boolean allowed = true;
        Subject subject;

        Ref(String name, Target target, Rules rules) {
            this.name = name;
            this.target = target;
            this.rules = rules;
            this.subject = subject(name, target, rules);
        }

        static Subject subject(String name, Target target, Rules rules) {
            return new Subject(name, rules.identity(target), "");
        }

        boolean knows(Application application) {
            return target.application().equals(application);
        }
    }

    private final Map<Long, Ref> refs = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Ref> eldest) {
            return size() > MOST;
        }
    };
    private int names;

    /** The subject of an admitted record. */
    Subject subject(int space, Target target, Rules rules) {
        Long key = key(space, target.window());
        Ref ref = refs.get(key);
        if (ref == null
                || !ref.target
                        .application()
                        .executable()
                        .equals(target.application().executable())) {
            // The id was given to a window of another program: that is another window.
            ref = new Ref("w" + ++names, target, rules);
            refs.put(key, ref);
        } else if (ref.rules != rules || !ref.knows(target.application()) || !ref.allowed) {
            ref.target = target;
            ref.rules = rules;
            ref.allowed = true;
            ref.subject = Ref.subject(ref.name, target, rules);
        }
        return ref.subject;
    }

    /** Of native references, such as {@code 0x1c00007}, the admitted ones by their names; the rest is left out. */
    List<String> admitted(int space, List<String> natives, Rules rules) {
        return natives.stream()
                .flatMap(WindowRefs::id)
                .map(id -> refs.get(key(space, id)))
                .filter(Objects::nonNull)
                .filter(ref -> allowed(ref, rules))
                .map(ref -> ref.name)
                .toList();
    }

    /** What window a reference means. */
    record Native(int space, int window) {}

    /** Which window {@code name} is; empty when it is gone. */
    Optional<Native> find(String name) {
        return refs.entrySet().stream()
                .filter(entry -> entry.getValue().name.equals(name))
                .map(entry ->
                        new Native((int) (entry.getKey() >> 32), entry.getKey().intValue()))
                .findFirst();
    }

    /** The window is gone; its id may be given again. */
    void gone(int space, int window) {
        refs.remove(key(space, window));
    }

    private static boolean allowed(Ref ref, Rules rules) {
        if (ref.rules != rules) {
            ref.rules = rules;
            ref.allowed = rules.allows(ref.target);
            ref.subject = Ref.subject(ref.name, ref.target, rules);
        }
        return ref.allowed;
    }

    private static Stream<Integer> id(String reference) {
        try {
            return reference.startsWith("0x")
                    ? Stream.of(Integer.parseUnsignedInt(reference.substring(2), HEX))
                    : Stream.empty();
        } catch (NumberFormatException e) {
            return Stream.empty();
        }
    }

    private static Long key(int space, int window) {
        return ((long) space << 32) | (window & 0xffffffffL);
    }
}

package org.oriel.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.host.Admission.Fields;
import org.oriel.pipeline.FieldSpans.Answer;

/** What extractors told of the windows of one capture session. Pipeline thread only. */
final class Context {
    private static final int MOST_WINDOWS = 1024;
    private static final int MOST_STAYS = 32;

    /** The keyboard went to {@code window}. */
    private record Stay(long nanos, FieldWindow window) {}

    private final Map<Long, FieldWindow> windows = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, FieldWindow> eldest) {
            return size() > MOST_WINDOWS;
        }
    };
    /** By executable, which of its windows had the keyboard, the newest first. */
    private final Map<String, ArrayDeque<Stay>> stays = new HashMap<>();
    /** By executable, the feeds that told of its fields and are still open: they will tell again. */
    private final Map<String, Set<String>> tellers = new HashMap<>();

    private final ContextCalls calls;
    private @Nullable FieldWindow keyboard;

    Context(ContextCalls calls) {
        this.calls = calls;
    }

    /** The admitted window of a record. */
    FieldWindow window(int space, String desktop, Target target, long nanos) {
        FieldWindow window = windows.get(key(space, target.window()));
        if (window == null || !window.target.application().executable().equals(executable(target))) {
            window = new FieldWindow(space, desktop, target, nanos);
            windows.put(key(space, target.window()), window);
        }
        window.target = target;
        return window;
    }

    @Nullable
    FieldWindow find(int space, int window) {
        return windows.get(key(space, window));
    }

    /** {@code window} got the keyboard, or null: no admitted one has it. */
    void focus(@Nullable FieldWindow window, long nanos) {
        keyboard = window;
        if (window == null) {
            return;
        }
        window.focus(nanos);
        Application application = window.target.application();
        if (application.verified() && !application.executable().isEmpty()) {
            ArrayDeque<Stay> of = stays.computeIfAbsent(application.executable(), e -> new ArrayDeque<>());
            of.addFirst(new Stay(nanos, window));
            if (of.size() > MOST_STAYS) {
                of.removeLast();
            }
        }
    }

    /** The admitted window that has the keyboard. */
    @Nullable
    FieldWindow keyboard() {
        return keyboard;
    }

    void closed(int space, int window) {
        FieldWindow gone = windows.remove(key(space, window));
        if (gone != null) {
            stays.values().forEach(of -> of.removeIf(stay -> stay.window == gone));
            stays.values().removeIf(Collection::isEmpty);
        }
        if (keyboard == gone) {
            keyboard = null;
        }
    }

    boolean isPrivate(int space, int window) {
        FieldWindow known = windows.isEmpty() ? null : windows.get(key(space, window));
        return known != null && known.isTold() && known.isPrivate();
    }

    /**
     * The window that an extractor means: by its id, or by the program whose window had the keyboard last at that time.
     *
     * @param space of the extractor's ids, 0 where it has none
     */
    @Nullable
    FieldWindow holder(int space, String desktop, Target holder, long nanos) {
        if (holder.scope() != Target.Scope.WINDOW) {
            return null;
        }
        if (holder.window() != 0) {
            FieldWindow known = windows.get(key(space, holder.window()));
            return space == 0 ? null : known == null ? window(space, desktop, holder, nanos) : known;
        }
        if (!holder.application().verified()) {
            return null;
        }
        for (Stay stay : stays.getOrDefault(executable(holder), new ArrayDeque<>())) {
            if (stay.nanos - nanos <= 0) {
                return stay.window;
            }
        }
        return null;
    }

    /** {@code source} says what has the keyboard. */
    void say(String source, boolean byItself, FieldWindow window, FieldState state) {
        window.say(source, state);
        if (byItself) {
            tellers.computeIfAbsent(executable(window.target), e -> new HashSet<>())
                    .add(source);
        }
    }

    /** An extractor is gone; the windows that it told of. */
    List<FieldWindow> told(String source, boolean told) {
        List<FieldWindow> of = new ArrayList<>();
        for (FieldWindow window : windows.values()) {
            Set<String> by = tellers.getOrDefault(executable(window.target), Set.of());
            if (window.isToldBy(source) || (told && by.contains(source))) {
                of.add(window);
            }
        }
        return of;
    }

    /** What {@code source} told is forgotten. */
    void forget(String source, boolean tellsStill) {
        windows.values().forEach(window -> window.forget(source));
        for (Iterator<Set<String>> each = tellers.values().iterator(); !tellsStill && each.hasNext(); ) {
            Set<String> of = each.next();
            of.remove(source);
            if (of.isEmpty()) {
                each.remove();
            }
        }
    }

    /** Whether a key of {@code window} has to wait until somebody says what it went into. */
    boolean concerns(FieldWindow window, Fields fields) {
        return fields.known()
                || window.isTold()
                || (!tellers.isEmpty() && tellers.containsKey(executable(window.target)))
                || canBeAsked(window);
    }

    /** Whether extractors can be asked about it: its id must mean the same to them. */
    boolean canBeAsked(FieldWindow window) {
        return !window.desktop.isEmpty() && calls.isAnybody();
    }

    /** What is known of the field that the key pressed at {@code nanos} went into. */
    Answer of(FieldWindow window, long nanos) {
        Answer answer = window.of(nanos, tellers.getOrDefault(executable(window.target), Set.of()));
        boolean asked = !canBeAsked(window) || window.answeredFor(nanos);
        return answer.says().protects() || asked
                ? answer
                : new Answer(answer.says(), false, answer.unseen(), answer.origin(), answer.field());
    }

    private static String executable(Target target) {
        return target.application().executable();
    }

    private static Long key(int space, int window) {
        return ((long) space << 32) | (window & 0xffffffffL);
    }
}

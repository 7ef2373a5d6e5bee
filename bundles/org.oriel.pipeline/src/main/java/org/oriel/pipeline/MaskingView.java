package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.RedactionView;

/** What one call of a redactor may ask; worth nothing afterwards or on another thread. */
final class MaskingView implements RedactionView {
    /** Classes that name what is worked on, not anybody: masked elsewhere too, they would take the words of the work. */
    private static final Set<String> OF_WORK =
            Set.of("TITLE", "TEXT", "EVENT", "FILE", "PATH", "PROJECT", "URL", "HOST", "CHANNEL", "REPO", "ID");

    private final Guard guard;
    private final Session session;
    private final Thread thread = Thread.currentThread();
    private final List<Redaction> notes = new ArrayList<>();
    private volatile boolean over;

    MaskingView(Guard guard, Session session) {
        this.guard = guard;
        this.session = session;
    }

    @Override
    public String placeholder(String type, Sensitive value) {
        return inHost(() -> {
            if (!OF_WORK.contains(type)) {
                session.remember(type, value);
            }
            return session.placeholders.placeholder(type, value);
        });
    }

    @Override
    public Sensitive mask(Sensitive text) {
        return inHost(() -> session.mask.mask(text, notes));
    }

    private <R> R inHost(Supplier<R> answer) {
        if (over || Thread.currentThread() != thread) {
            throw new IllegalStateException("a RedactionView is for the thread and the time of its call");
        }
        guard.callback();
        try {
            return answer.get();
        } finally {
            guard.resume();
        }
    }

    /** Ends it; what it masked. */
    List<Redaction> close() {
        over = true;
        return notes;
    }
}

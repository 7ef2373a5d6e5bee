package org.oriel.source.x11;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/** What is known about windows now, and who has the keyboard. Pump thread only. */
final class Windows {
    /** The keyboard is on its way, or nobody knows where it is: no key belongs to anything. */
    static final int UNKNOWN = 0;

    private static final int POINTER_ROOT = 1;
    private static final int MOST = 256;

    private final Connection events;
    private final WindowTree tree;
    private final FactTable table;
    private final Recorder recorder;
    private final Map<Integer, WindowFacts> known = new HashMap<>();
    private final int netWmName;
    private final int wmName;
    private final int stacking;
    private int focused = UNKNOWN;
    private int told = UNKNOWN;

    Windows(Connection events, WindowTree tree, FactTable table, Recorder recorder) {
        this.events = events;
        this.tree = tree;
        this.table = table;
        this.recorder = recorder;
        netWmName = events.atom("_NET_WM_NAME");
        wmName = events.atom("WM_NAME");
        stacking = events.atom("_NET_CLIENT_LIST_STACKING");
        Xlib.XSelectInput(events.display(), events.root(), Xlib.PROPERTY_CHANGE_MASK);
    }

    /** Facts of a client window, read when it is new. */
    WindowFacts facts(int window) {
        WindowFacts facts = known.get(window);
        if (facts == null) {
            if (known.size() >= MOST) {
                known.clear();
            }
            // First listen, then look: what changes in between is told.
            Xlib.XSelectInput(
                    events.display(),
                    window,
                    Xlib.FOCUS_CHANGE_MASK | Xlib.PROPERTY_CHANGE_MASK | Xlib.STRUCTURE_NOTIFY_MASK);
            return publish(window, Sensitive.of(tree.title(window)), null);
        }
        return table.ages(facts) ? publish(window, facts.title(), facts) : facts;
    }

    private WindowFacts publish(int window, Sensitive title, @Nullable WindowFacts before) {
        WindowFacts facts = table.publish(
                window,
                before == null ? tree.application(window) : before.application(),
                title,
                tree.bounds(window),
                1.0,
                WindowFacts.NO_STACK);
        known.put(window, facts);
        return facts;
    }

    /** The client window that the server's focus is in, {@link #UNKNOWN} when it is in none. */
    int client(int focus) {
        return focus == 0 || focus == POINTER_ROOT || focus == (int) events.root() ? UNKNOWN : tree.clientOf(focus);
    }

    /** The window under the pointer, as its facts; null over the desktop. */
    @Nullable
    WindowFacts under(int topLevel) {
        int window = tree.clientUnder(topLevel);
        return window == 0 ? null : facts(window);
    }

    int focused() {
        return focused;
    }

    /** The keyboard moved; where to is not known yet. */
    void focusLost() {
        focused = UNKNOWN;
    }

    /** The keyboard is in {@code window} for sure. */
    void focus(int window, long nanos) {
        if (window != UNKNOWN) {
            facts(window);
        }
        focused = window;
        if (window != told) {
            told = window;
            tell(RecordKind.FOCUS, window, nanos);
        }
    }

    private void tell(int kind, int window, long nanos) {
        RawRecord rawRecord = recorder.begin(kind, nanos, 0);
        if (window != UNKNOWN) {
            rawRecord.window(window, facts(window).generation());
        }
        recorder.offer();
    }

    /** A property, structure or close event. Returns whether the keyboard may have moved. */
    boolean event(int type, ByteBuffer event, long nanos) {
        int window = event.getInt(32);
        switch (type) {
            case Xlib.PROPERTY_NOTIFY:
                return property(window, event.getInt(40), nanos);
            case Xlib.CONFIGURE_NOTIFY:
                moved(event.getInt(40), nanos);
                return false;
            case Xlib.REPARENT_NOTIFY:
                tree.forget(event.getInt(40));
                return false;
            case Xlib.DESTROY_NOTIFY:
                closed(event.getInt(40), nanos);
                return true;
            default:
                return false;
        }
    }

    private boolean property(int window, int atom, long nanos) {
        if (window == (int) events.root()) {
            if (atom == stacking) {
                restacked(nanos);
            }
            return true;
        }
        WindowFacts before = known.get(window);
        if (before != null && (atom == netWmName || atom == wmName)) {
            Sensitive title = Sensitive.of(tree.title(window));
            if (!title.equals(before.title())) {
                publish(window, title, before);
                tell(RecordKind.TITLE, window, nanos);
            }
        }
        return false;
    }

    private void moved(int window, long nanos) {
        WindowFacts before = known.get(window);
        if (before != null && !tree.bounds(window).equals(before.bounds())) {
            WindowFacts now = publish(window, before.title(), before);
            recorder.begin(RecordKind.GEOMETRY, nanos, 0)
                    .window(window, now.generation())
                    .at(now.bounds().x(), now.bounds().y())
                    .value((long) now.bounds().width() << 32 | now.bounds().height());
            recorder.offer();
        }
    }

    private void restacked(long nanos) {
        int[] stack = tree.windows(stacking);
        if (stack.length == 0) {
            return;
        }
        int top = stack[stack.length - 1];
        WindowFacts before = facts(top);
        WindowFacts now =
                table.publish(top, before.application(), before.title(), before.bounds(), before.scale(), stack);
        known.put(top, now);
        recorder.begin(RecordKind.STACK, nanos, 0).window(top, now.generation());
        recorder.offer();
    }

    private void closed(int window, long nanos) {
        WindowFacts last = known.remove(window);
        tree.forget(window);
        if (last != null) {
            recorder.begin(RecordKind.CLOSE, nanos, 0).window(window, last.generation());
            recorder.offer();
        }
        if (focused == window) {
            focusLost();
        }
    }
}

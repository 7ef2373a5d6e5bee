package org.oriel.trajectory;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;

/** The one gesture that is being made, and who may go on with it: keyboard, pointer, wheel. */
final class Hands {
    private final Consumer<Gesture> done;
    private final Keyboard keyboard;
    private final Mouse mouse;
    private @Nullable Gesture open;

    Hands(Reduction reduction, Consumer<Gesture> done) {
        this.done = done;
        keyboard = new Keyboard(this, reduction);
        mouse = new Mouse(this, reduction);
    }

    void key(CaptureEvent event, Key key) {
        keyboard.key(event, key);
    }

    void move(CaptureEvent event, PointerMove move) {
        mouse.move(event, move);
    }

    void button(CaptureEvent event, PointerButton button) {
        keyboard.used(button.modifiers());
        mouse.button(event, button);
    }

    void scroll(CaptureEvent event, Scroll scroll) {
        mouse.scroll(event, scroll, keyboard.used());
    }

    /** The keyboard went to another window: what was typed before is complete. */
    void focus(CaptureEvent event) {
        Gesture gesture = open;
        if (gesture != null && gesture.at() == null && !gesture.sameHand(event)) {
            close();
        }
    }

    /** A key came: a button that is down is no gesture any more. */
    void breakButton() {
        mouse.breakHeld();
    }

    /** Completes what is open; nothing that comes later belongs to it. */
    void cut(boolean missing) {
        Gesture gesture = open;
        if (gesture != null && gesture.at() == null && missing) {
            gesture.marks.add(Step.Mark.CUT);
        }
        mouse.cut();
        close();
        keyboard.cut();
    }

    /** Drops what is open, where it ended at that time or later, without telling it. */
    void forget(long fromNanos) {
        Gesture gesture = open;
        if (gesture != null && gesture.endNanos() >= fromNanos) {
            open = null;
            mouse.forget();
        }
        cut(true);
    }

    /** A new session: nothing is known about any key. */
    void reset() {
        keyboard.reset();
        mouse.reset();
    }

    @Nullable
    Gesture open() {
        return open;
    }

    Mouse mouse() {
        return mouse;
    }

    void begin(Gesture gesture) {
        mouse.breakHeld();
        close();
        open = gesture;
    }

    /** Goes on with the open gesture as another one, without completing it. */
    void become(Gesture gesture) {
        open = gesture;
    }

    void close() {
        Gesture gesture = open;
        open = null;
        if (gesture != null) {
            done.accept(gesture);
        }
    }

    /** An event that belongs to no gesture. */
    void unknown(CaptureEvent event, String why) {
        if (open instanceof Raw raw && raw.takes(event, why)) {
            raw.add(event);
        } else {
            begin(new Raw(event, why));
        }
    }
}

package org.oriel.trajectory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;

/** Buttons, wheel and the pointer's way. */
final class Mouse {
    private static final int BUTTONS = 32;

    private final Hands hands;
    private final Reduction reduction;
    private final Way approach = new Way(Reduction.APPROACH_POINTS);
    /** Buttons that are down, but no gesture. */
    private final Set<Integer> broken = new HashSet<>();

    private @Nullable Held held;
    private @Nullable CaptureEvent moved;
    private @Nullable Point pointer;

    Mouse(Hands hands, Reduction reduction) {
        this.hands = hands;
        this.reduction = reduction;
    }

    void move(CaptureEvent event, PointerMove move) {
        long nanos = event.time().monotonicNanos();
        List<Point> path = move.path();
        Held gesture = held;
        for (int i = 0; i < path.size(); i++) {
            if (gesture != null) {
                gesture.move(path.get(i), nanos);
            } else {
                approach.add(path.get(i), nanos);
            }
        }
        if (gesture == null && !path.isEmpty()) {
            moved = event;
            pointer = path.get(path.size() - 1);
        }
    }

    /** The last move since the last pointer action. */
    @Nullable
    CaptureEvent moved() {
        return moved;
    }

    @Nullable
    Point pointer() {
        return pointer;
    }

    void button(CaptureEvent event, PointerButton button) {
        if (button.down()) {
            press(event, button);
        } else {
            release(event, button);
        }
    }

    private void press(CaptureEvent event, PointerButton press) {
        Held down = held;
        boolean again = down != null && down.button == press.button();
        if (again) {
            // The release is missing: the press before is told as unknown, and this one starts over.
            breakHeld();
            broken.remove(press.button());
        } else if (down != null || !broken.isEmpty()) {
            breakHeld();
            if (broken.size() < BUTTONS) {
                broken.add(press.button());
            }
            hands.unknown(event, "buttons-together");
            return;
        }
        Clicked series = hands.open() instanceof Clicked open && open.again(event, press, reduction) ? open : null;
        Held gesture = new Held(event, press, series, reduction);
        take(gesture, event, press.at());
        if (series == null) {
            hands.begin(gesture);
        } else {
            hands.become(gesture);
        }
        held = gesture;
    }

    private void release(CaptureEvent event, PointerButton release) {
        Held gesture = held;
        if (broken.remove(release.button())) {
            hands.unknown(event, "buttons-together");
        } else if (gesture == null || gesture.button != release.button()) {
            hands.unknown(event, "released-without-press");
        } else if (gesture.first.actor() != event.actor()) {
            breakHeld();
            broken.remove(release.button());
            hands.unknown(event, "released-without-press");
        } else {
            gesture.release(event, release);
            held = null;
            finish(gesture);
        }
    }

    private void finish(Held gesture) {
        Clicked series = gesture.series;
        if (gesture.isClick()) {
            if (series == null) {
                hands.become(new Clicked(gesture));
            } else {
                series.add(gesture);
                hands.become(series);
            }
            return;
        }
        tellSeries(gesture);
        hands.close();
    }

    /** The clicks before it are complete, it is something else. */
    private void tellSeries(Held gesture) {
        Clicked series = gesture.series;
        if (series != null) {
            hands.become(series);
            hands.begin(gesture);
        }
    }

    /** Something else happened while a button was down. */
    void breakHeld() {
        Held gesture = held;
        if (gesture != null) {
            held = null;
            broken.add(gesture.button);
            tellSeries(gesture);
            hands.close();
        }
    }

    void scroll(CaptureEvent event, Scroll scroll, Set<Modifier> modifiers) {
        breakHeld();
        if (hands.open() instanceof Scrolled open && open.takes(event, scroll, modifiers, reduction)) {
            open.add(event);
            open.add(scroll);
            approach.clear();
            return;
        }
        Scrolled gesture = new Scrolled(event, scroll, modifiers);
        take(gesture, event, scroll.at());
        hands.begin(gesture);
    }

    private void take(Gesture gesture, CaptureEvent event, Point at) {
        if (!approach.isEmpty()) {
            gesture.approach = approach.to(at, event.time().monotonicNanos());
        }
        approach.clear();
        moved = null;
        pointer = null;
    }

    void cut() {
        breakHeld();
        broken.clear();
        approach.clear();
        moved = null;
        pointer = null;
    }

    /** The button that is down was never pressed. */
    void forget() {
        held = null;
    }

    void reset() {
        held = null;
        cut();
    }
}

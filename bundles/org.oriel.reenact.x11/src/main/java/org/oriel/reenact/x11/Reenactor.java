package org.oriel.reenact.x11;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Point;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** Does the steps of an episode again, one after the other, each when the screen is ready for it. */
final class Reenactor {
    /** How one step went. */
    enum Outcome {
        /** It was done. */
        DONE,
        /** There is nothing to do: a wait, input that is no gesture. */
        NOTHING,
        /** It cannot be done: what was typed is not told, or the window did not come. */
        FAILED
    }

    /**
     * What became of a step.
     *
     * @param step which
     * @param outcome how
     * @param detail why, where it failed or was left out; never content
     * @param millis how long, waiting included
     */
    record Result(Step step, Outcome outcome, String detail, long millis) {}

    /** Two clicks of different steps must not become a double click: toolkits allow 400 to 500 ms. */
    private static final long DOUBLE_CLICK_NANOS = TimeUnit.MILLISECONDS.toNanos(650);

    private static final int NEAR = 8;

    private final Hands hands;
    private final Windows windows;
    private @Nullable Point clicked;
    private long clickedNanos;

    Reenactor(Hands hands, Windows windows) {
        this.hands = hands;
        this.windows = windows;
    }

    /** Does them, telling each result; stops at the first that fails. Returns whether all went well. */
    boolean run(List<Step> steps, Consumer<Result> told) {
        boolean fine = true;
        for (int i = 0; i < steps.size() && fine; i++) {
            Step step = steps.get(i);
            boolean continues =
                    i + 1 < steps.size() && continued(steps.get(i + 1).action());
            long began = System.nanoTime();
            Result result = one(step, continues, began);
            told.accept(result);
            fine = result.outcome() != Outcome.FAILED;
        }
        hands.release();
        windows.settle();
        return fine;
    }

    private static boolean continued(Action action) {
        return action.gesture() instanceof Action.Chord chord && chord.continued();
    }

    private Result one(Step step, boolean continues, long began) {
        Action action = step.action().gesture();
        if (action instanceof Action.Wait || action instanceof Action.Unknown) {
            return result(step, Outcome.NOTHING, step.action().kind(), began);
        }
        if (action instanceof Action.Suppressed) {
            return result(step, Outcome.FAILED, "what was typed here is not told", began);
        }
        try {
            // A chord that goes on happens under held modifiers: a window switcher is showing, the focus is nobody's.
            if (!continued(action)) {
                String trouble = windows.await(step.subject(), place(action));
                if (!trouble.isEmpty()) {
                    return result(step, Outcome.FAILED, trouble, began);
                }
                windows.settle();
            }
            perform(step, action, continues);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return result(step, Outcome.FAILED, String.valueOf(e.getMessage()), began);
        }
        String detail = step.marks().contains(Step.Mark.MASKED) ? "typed a placeholder" : "";
        return result(step, Outcome.DONE, detail, began);
    }

    private static Result result(Step step, Outcome outcome, String detail, long began) {
        return new Result(step, outcome, detail, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    private static @Nullable Point place(Action action) {
        if (action instanceof Action.Click click) {
            return click.at();
        } else if (action instanceof Action.LongPress press) {
            return press.at();
        } else if (action instanceof Action.Drag drag) {
            return drag.path().get(0);
        } else if (action instanceof Action.Scroll scroll) {
            return scroll.at();
        }
        return action instanceof Action.Hover hover ? hover.at() : null;
    }

    private void perform(Step step, Action action, boolean continues) {
        if (action instanceof Action.Type type) {
            hands.type(type.text().reveal());
        } else if (action instanceof Action.Press press) {
            hands.press(press.key(), press.count());
        } else if (action instanceof Action.Chord chord) {
            hands.chord(chord.modifiers(), chord.key().reveal(), chord.code().reveal(), chord.count(), continues);
        } else {
            hands.follow(step.approach());
            pointer(action);
        }
    }

    private void pointer(Action action) {
        if (action instanceof Action.Click click) {
            apart(click.at());
            with(click.modifiers(), () -> hands.click(click.button(), click.count(), click.at()));
            clicked = click.at();
            clickedNanos = System.nanoTime();
        } else if (action instanceof Action.LongPress press) {
            apart(press.at());
            with(press.modifiers(), () -> hands.longPress(press.button(), press.at(), press.millis()));
        } else if (action instanceof Action.Drag drag) {
            // Else its press is the third of a double click before it.
            apart(drag.path().get(0));
            with(drag.modifiers(), () -> hands.drag(drag.button(), drag.path()));
        } else if (action instanceof Action.Scroll scroll) {
            with(scroll.modifiers(), () -> hands.scroll(scroll.notchesX(), scroll.notchesY(), scroll.at()));
        } else if (action instanceof Action.Hover hover) {
            hands.move(hover.at());
        } else {
            throw new IllegalArgumentException("action " + action.kind() + " is not one that can be done again");
        }
    }

    private void with(Set<org.oriel.api.event.Modifier> modifiers, Runnable gesture) {
        hands.hold(modifiers);
        gesture.run();
        hands.release();
    }

    private void apart(Point at) {
        Point last = clicked;
        if (last != null && Math.abs(last.x() - at.x()) <= NEAR && Math.abs(last.y() - at.y()) <= NEAR) {
            long end = clickedNanos + DOUBLE_CLICK_NANOS;
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}

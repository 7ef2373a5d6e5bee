package org.oriel.context.browser;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;

/**
 * Fills in forms in a real browser and holds the states of fields against the keys as the hook saw them. What went where is
 * told by the page itself.
 */
final class FormTyping {
    /** No person leaves a field and types into the next one faster; what is faster counts as protected, if anything. */
    private static final long RUSH_NANOS = 45_000_000;
    /** The same before a protected field. */
    private static final long HURRY_NANOS = 35_000_000;

    /**
     * What became of the keys.
     *
     * @param leaked keys of protected fields that were claimed open
     * @param told keys of open fields that were claimed open
     * @param rushed keys of open fields that followed a protected one at once and were not
     * @param lost the rest of them
     */
    record Tally(
            int sessions, int keys, int guarded, int leaked, int open, int told, int rushed, int lost, String notes) {}

    private final Lab lab;
    private int keys;
    private int guarded;
    private int leaked;
    private int open;
    private int told;
    private int rushed;
    private int lost;
    private final StringBuilder notes = new StringBuilder();

    FormTyping(Lab lab) {
        this.lab = lab;
    }

    Tally run(int sessions, long seed) throws Exception {
        Random random = new Random(seed);
        lab.focusPage();
        lab.eval("show('')");
        Lab.until("keys arrive", () -> {
            lab.press(24, TimeUnit.MILLISECONDS.toNanos(50));
            return lab.eval("downs().length").getAsInt() > 0;
        });
        try (HookedKeys hook = new HookedKeys(lab.desktop.display())) {
            for (int i = 0; i < sessions; i++) {
                session(new FormSession(random, i), random, hook);
            }
        }
        return new Tally(sessions, keys, guarded, leaked, open, told, rushed, lost, notes.toString());
    }

    private void session(FormSession session, Random random, HookedKeys hook) throws Exception {
        String filled = random.nextInt(3) == 0 ? " && fill()" : "";
        lab.eval("show(" + quoted(session.html) + ") && arm()" + filled + " && (document.getElementById('"
                + session.first + "').focus(), 1)");
        lab.context.fields.clear();
        int before = hook.times().size();
        for (int[] key : session.keys) {
            lab.press(key[0], TimeUnit.MILLISECONDS.toNanos(key[1]));
        }
        int expected = session.keys.size();
        Lab.until("the hook saw all keys", () -> hook.times().size() >= before + expected);
        try {
            Lab.until("the page saw all keys", () -> lab.eval("downs().length").getAsInt() >= expected);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "expected " + expected + " keys, the page saw " + lab.eval("truth") + " in " + session.html, e);
        }
        JsonArray truth = lab.eval("downs()").getAsJsonArray();
        long last = hook.times().get(before + expected - 1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        // On a busy machine the hook may see the last key later than the page claims to know: then it is lost.
        Lab.until(
                "the last key is explained, or never will be",
                () -> lab.context.fields.stream().anyMatch(f -> f.untilNanos() - last >= 0)
                        || System.nanoTime() - deadline > 0);
        List<Long> times = hook.times().subList(before, before + expected);
        List<Boolean> protectedKeys = new ArrayList<>();
        truth.forEach(one -> protectedKeys.add(
                session.guarded(one.getAsJsonObject().get("id").getAsString())));
        for (int i = 0; i < expected; i++) {
            judge(
                    times.get(i),
                    truth.get(i).getAsJsonObject().get("id").getAsString(),
                    session,
                    rushes(i, times, protectedKeys));
        }
    }

    /** Whether a protected key is so near that no person could have pressed both. */
    private static boolean rushes(int key, List<Long> times, List<Boolean> protectedKeys) {
        for (int other = 0; other < times.size(); other++) {
            long later = times.get(other) - times.get(key);
            if (protectedKeys.get(other) && later > -RUSH_NANOS && later < HURRY_NANOS) {
                return true;
            }
        }
        return false;
    }

    private void judge(long time, String id, FormSession session, boolean rush) {
        // The more protective of two claims counts.
        boolean isOpen = claims(time, Privacy.OPEN) && !claims(time, Privacy.GUARDED);
        keys++;
        if (session.guarded(id)) {
            guarded++;
            if (isOpen) {
                leaked++;
                note("leaked", time, id, session);
            }
            return;
        }
        open++;
        if (isOpen) {
            told++;
        } else if (rush) {
            rushed++;
        } else {
            lost++;
            note("lost", time, id, session);
        }
    }

    private void note(String what, long time, String id, FormSession session) {
        if (notes.length() > 3000) {
            return;
        }
        notes.append(what)
                .append(" in ")
                .append(id)
                .append(" of ")
                .append(session.html)
                .append('\n');
        for (FieldState f : lab.context.fields) {
            if (Math.abs(f.sinceNanos() - time) < 150_000_000L || Math.abs(f.untilNanos() - time) < 150_000_000L) {
                notes.append("  %s %s since %d until %d us from the key%n"
                        .formatted(
                                f.field(),
                                f.privacy(),
                                (f.sinceNanos() - time) / 1000,
                                (f.untilNanos() - time) / 1000));
            }
        }
    }

    private boolean claims(long time, Privacy privacy) {
        return lab.context.fields.stream()
                .anyMatch(f -> f.privacy() == privacy && time - f.sinceNanos() >= 0 && f.untilNanos() - time >= 0);
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

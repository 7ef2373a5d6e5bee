package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much of what researchers want is in a set of episodes.
 *
 * <p><b>What:</b> counts over all episodes together, none of a person. <b>Threading:</b> immutable; {@link Counting} is for one
 * thread. <b>Errors:</b> none. <b>Data:</b> names of keys and roles, no text that was typed and no name of an element.
 *
 * @param episodes episodes
 * @param withTask episodes with a task text
 * @param steps steps of all of them
 * @param kinds steps by {@link Action#kind()}
 * @param skills episodes or steps by skill
 * @param shortcuts different chords, as {@code Control+Shift+t}, with their number
 * @param menuDepth chosen menu entries by the number of labels in their path
 * @param roles elements by AT-SPI role
 * @param lengths episodes by their number of steps: the lower bound of a class (1, 2, 5, 10, 20, 50, 100, 200, 500)
 */
public record Coverage(
        int episodes,
        int withTask,
        int steps,
        Map<String, Integer> kinds,
        Map<Skill, Integer> skills,
        Map<String, Integer> shortcuts,
        Map<Integer, Integer> menuDepth,
        Map<String, Integer> roles,
        Map<Integer, Integer> lengths) {

    /** What is looked for. */
    public enum Skill {
        /** An entry of a dropdown was chosen. */
        DROPDOWN("dropdown choices"),
        /** An entry of a menu was chosen. */
        MENU("menu entries chosen"),
        /** An entry of a menu within a menu was chosen. */
        NESTED_MENU("of these in nested menus"),
        /** A chord. */
        SHORTCUT("shortcuts used"),
        /** Steps that a chord or a key made, without the pointer, three or more in a row. */
        KEYBOARD_ONLY("keyboard-only stretches"),
        /** A scroll. */
        SCROLL("scrolls"),
        /** A drag. */
        DRAG("drags"),
        /** A click of another button than the left one, or more than one click. */
        OTHER_CLICK("right, middle, double, triple clicks"),
        /** Text was typed. */
        TEXT("texts typed"),
        /** Text was corrected. */
        CORRECTION("corrections"),
        /** Something was undone. */
        UNDO("undo"),
        /** A human took over from an agent. */
        INTERVENTION("interventions"),
        /** Episodes in two or more applications. */
        MULTI_APPLICATION("multi-application episodes"),
        /** Episodes of ten or more steps. */
        MULTI_STEP("episodes of 10 or more steps");

        private final String text;

        Skill(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /** Copies the maps. */
    public Coverage {
        kinds = sorted(kinds);
        skills = java.util.Collections.unmodifiableMap(new EnumMap<>(skills));
        shortcuts = sorted(shortcuts);
        menuDepth = sorted(menuDepth);
        roles = sorted(roles);
        lengths = sorted(lengths);
    }

    private static <K extends Comparable<K>> Map<K, Integer> sorted(Map<K, Integer> map) {
        return java.util.Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /** Of these episodes. */
    public static Coverage of(List<Episode> episodes) {
        Counting counting = new Counting();
        episodes.forEach(counting::add);
        return counting.coverage();
    }

    /** How many of that skill there are. */
    public int of(Skill skill) {
        return skills.getOrDefault(skill, 0);
    }

    /** As a table of plain text. */
    public String table() {
        return CoverageText.table(this);
    }

    /** As a picture. */
    public String svg() {
        return CoverageText.svg(this);
    }

    /** Adds up episodes one by one. */
    public static final class Counting implements TrajectorySink {
        /** Different chords and roles that are counted by name; the rest counts as {@code other}. */
        private static final int NAMES = 1_000;

        private static final int[] CLASSES = {500, 200, 100, 50, 20, 10, 5, 2, 1};
        private static final int STRETCH = 3;
        private static final int LONG = 10;

        private int episodes;
        private int withTask;
        private int steps;
        private final Map<String, Integer> kinds = new TreeMap<>();
        private final Map<Skill, Integer> skills = new EnumMap<>(Skill.class);
        private final Map<String, Integer> shortcuts = new TreeMap<>();
        private final Map<Integer, Integer> menuDepth = new TreeMap<>();
        private final Map<String, Integer> roles = new TreeMap<>();
        private final Map<Integer, Integer> lengths = new TreeMap<>();

        @Override
        public void episode(Episode episode) {
            add(episode);
        }

        /** Counts an episode. */
        public void add(Episode episode) {
            add(episode.task().isPresent(), episode.steps());
        }

        /** Counts the steps of an episode that was read back. */
        public void add(boolean task, List<Step> of) {
            episodes++;
            withTask += task ? 1 : 0;
            steps += of.size();
            Set<String> applications = new HashSet<>();
            int stretch = 0;
            for (Step step : of) {
                count(step);
                stretch = isKeyboard(step.action()) ? stretch + 1 : isPointer(step.action()) ? 0 : stretch;
                skill(Skill.KEYBOARD_ONLY, stretch == STRETCH);
                if (!step.subject().application().isEmpty()) {
                    applications.add(step.subject().application());
                }
            }
            skill(Skill.MULTI_APPLICATION, applications.size() > 1);
            skill(Skill.MULTI_STEP, of.size() >= LONG);
            for (int least : CLASSES) {
                if (of.size() >= least) {
                    lengths.merge(least, 1, Integer::sum);
                    break;
                }
            }
        }

        private void count(Step step) {
            Action action = step.action();
            kinds.merge(action.kind(), 1, Integer::sum);
            step.element().ifPresent(element -> name(roles, element.role()));
            skill(Skill.DROPDOWN, action instanceof Action.Choice);
            if (action instanceof Action.MenuPath menu) {
                skill(Skill.MENU, true);
                skill(Skill.NESTED_MENU, menu.labels().size() > 2);
                menuDepth.merge(menu.labels().size(), 1, Integer::sum);
            }
            if (action instanceof Action.Chord chord) {
                skill(Skill.SHORTCUT, true);
                name(shortcuts, shortcut(chord));
            }
            skill(Skill.SCROLL, action instanceof Action.Scroll);
            skill(Skill.DRAG, action instanceof Action.Drag);
            skill(
                    Skill.OTHER_CLICK,
                    action.gesture() instanceof Action.Click click && (click.count() > 1 || click.button() != 1));
            skill(Skill.TEXT, action instanceof Action.Type);
            skill(Skill.CORRECTION, step.marks().contains(Step.Mark.CORRECTION));
            skill(Skill.UNDO, step.marks().contains(Step.Mark.UNDO));
            skill(Skill.INTERVENTION, step.marks().contains(Step.Mark.INTERVENTION));
        }

        private static String shortcut(Action.Chord chord) {
            List<String> keys = new ArrayList<>(Action.Held.names(chord.modifiers()));
            String key = chord.key().reveal();
            keys.add(key.length() == 1 ? key.toLowerCase(Locale.ROOT) : key);
            return String.join("+", keys);
        }

        private static boolean isKeyboard(Action action) {
            return action instanceof Action.Type || action instanceof Action.Press || action instanceof Action.Chord;
        }

        private static boolean isPointer(Action action) {
            Action gesture = action.gesture();
            return gesture instanceof Action.Click
                    || gesture instanceof Action.Drag
                    || gesture instanceof Action.LongPress
                    || gesture instanceof Action.Scroll;
        }

        private void skill(Skill skill, boolean is) {
            if (is) {
                skills.merge(skill, 1, Integer::sum);
            }
        }

        private static void name(Map<String, Integer> names, String name) {
            names.merge(names.size() < NAMES || names.containsKey(name) ? name : "other", 1, Integer::sum);
        }

        /** What was counted so far. */
        public Coverage coverage() {
            return new Coverage(episodes, withTask, steps, kinds, skills, shortcuts, menuDepth, roles, lengths);
        }
    }
}

package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;

/** Which menus and which dropdown are open, as far as elements say so. Roles are AT-SPI role names. */
final class Menus {
    /** A menu that was opened this long ago, and nothing was done in it since, is not open any more. */
    private static final long OPEN_NANOS = 10_000 * Gesture.NANOS_PER_MILLI;

    /** Deeper than any menu is. */
    private static final int DEPTH = 16;

    private static final Set<String> MENU = Set.of("menu");
    private static final Set<String> ITEM = Set.of("menu item", "check menu item", "radio menu item");
    private static final Set<String> ENTRY = Set.of("list item", "option", "table cell", "tree item");
    private static final Set<String> DROPDOWN = Set.of("combo box", "drop down list box", "popup button");

    private final List<Told> path = new ArrayList<>();
    private @Nullable Told dropdown;
    private long lastNanos;

    /** Whether a key can choose it. */
    static boolean isEntry(Told told) {
        String role = told.element.role();
        return ITEM.contains(role) || ENTRY.contains(role);
    }

    /** An element that nothing was done to. Whether the pointer opened a menu within an open one. */
    boolean seen(Told told) {
        if (!MENU.contains(told.element.role()) || path.isEmpty() || expired(told) || !names(told)) {
            return false;
        }
        Told last = path.get(path.size() - 1);
        if (last.element.equals(told.element)) {
            return false;
        }
        open(told);
        return told.moved != null && told.pointer != null && told.contains(told.pointer);
    }

    /** What choosing {@code told} means, else the action as it is. */
    Action act(Action action, Told told) {
        String role = told.element.role();
        if (expired(told)) {
            clear();
        }
        if (MENU.contains(role)) {
            dropdown = null;
            if (names(told)) {
                open(told);
            }
            return action;
        }
        Told of = dropdown;
        if (DROPDOWN.contains(role)) {
            clear();
            dropdown = told;
            lastNanos = told.nanos();
            return action;
        }
        Action chosen = action;
        if (isEntry(told) && names(told)) {
            if (of != null && of.sameApplication(told.event)) {
                chosen = new Action.Choice(of.element.name(), told.element.name(), action);
            } else if (ITEM.contains(role)) {
                chosen = new Action.MenuPath(labels(told), action);
            }
        }
        clear();
        return chosen;
    }

    void clear() {
        path.clear();
        dropdown = null;
    }

    private static boolean names(Told told) {
        return !told.element.name().isEmpty();
    }

    private boolean expired(Told told) {
        return told.nanos() - lastNanos > OPEN_NANOS;
    }

    private List<Sensitive> labels(Told entry) {
        List<Sensitive> labels = new ArrayList<>();
        for (Told menu : path) {
            if (menu.sameApplication(entry.event)) {
                labels.add(menu.element.name());
            }
        }
        labels.add(entry.element.name());
        return labels;
    }

    /** A menu that lies beside an open one replaces it and what was opened from it; else it was opened from the last. */
    private void open(Told menu) {
        for (int i = 0; i < path.size(); i++) {
            if (beside(path.get(i).element.bounds(), menu.element.bounds(), i == 0)) {
                path.subList(i, path.size()).clear();
                break;
            }
        }
        if (path.size() < DEPTH) {
            path.add(menu);
        }
        lastNanos = menu.nanos();
    }

    /** Menus of a menu bar share its row; menus within a menu share its column. */
    private static boolean beside(Rect one, Rect other, boolean bar) {
        if (one.equals(Rect.NONE) || other.equals(Rect.NONE)) {
            return false;
        }
        return bar
                ? one.y() == other.y() && one.height() == other.height()
                : one.x() == other.x() && one.width() == other.width();
    }
}

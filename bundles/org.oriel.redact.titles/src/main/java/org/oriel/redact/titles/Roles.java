package org.oriel.redact.titles;

import java.util.Locale;
import java.util.Set;

/** What the name of an element is, by its AT-SPI role. */
final class Roles {
    /** What is done with a name. */
    enum Kind {
        /** The label of a control: kept, but for addresses and home directories. */
        CONTROL,
        /** The title of a window or a tab. */
        TITLE,
        /** The title of a page. */
        PAGE,
        /** What somebody wrote: kept only where it consists of words of an interface. */
        CONTENT
    }

    private static final Set<String> CONTROLS = Set.of(
            "push button",
            "button",
            "toggle button",
            "check box",
            "radio button",
            "switch",
            "menu",
            "menu bar",
            "menu item",
            "check menu item",
            "radio menu item",
            "push button menu",
            "combo box",
            "spin button",
            "slider",
            "scroll bar",
            "tool bar",
            "page tab list",
            "status bar",
            "separator",
            "entry",
            "password text",
            "progress bar",
            "column header",
            "table column header",
            "split pane",
            "filler",
            "panel",
            "grouping",
            "form",
            "landmark",
            "viewport",
            "scroll pane",
            "level bar",
            "dial",
            "date editor",
            "editbar",
            "autocomplete",
            "calendar",
            "color chooser",
            "font chooser",
            "directory pane",
            "tool tip",
            "option pane",
            "list",
            "list box",
            "table",
            "tree",
            "tree table",
            "desktop frame",
            "application",
            "input method window",
            "terminal",
            "block quote",
            "unknown",
            "invalid",
            "redundant object",
            "");

    private static final Set<String> TITLES = Set.of(
            "frame",
            "window",
            "dialog",
            "internal frame",
            "page tab",
            "alert",
            "file chooser",
            "notification",
            "document text",
            "document spreadsheet",
            "document presentation",
            "document email");

    private static final Set<String> PAGES = Set.of("document web", "document frame", "html container", "embedded");

    private Roles() {}

    static Kind of(String role) {
        String lower = role.toLowerCase(Locale.ROOT);
        if (CONTROLS.contains(lower)) {
            return Kind.CONTROL;
        }
        return TITLES.contains(lower) ? Kind.TITLE : PAGES.contains(lower) ? Kind.PAGE : Kind.CONTENT;
    }
}

package org.oriel.context.accessibility;

import java.util.BitSet;

/** Roles of AT-SPI2 by number: the enumeration AtspiRole of at-spi2-core 2.46, which only ever grows at its end. */
final class Roles {
    static final int DOCUMENT_WEB = 95;
    static final int PAGE_TAB_LIST = 38;
    static final int PASSWORD = 40;
    static final int TERMINAL = 60;
    static final int APPLICATION = 75;

    private static final String[] NAMES = """
            invalid, accelerator label, alert, animation, arrow, calendar, canvas, check box, check menu item, color
            chooser, column header, combo box, date editor, desktop icon, desktop frame, dial, dialog, directory pane,
            drawing area, file chooser, filler, focus traversable, font chooser, frame, glass pane, html container,
            icon, image, internal frame, label, layered pane, list, list item, menu, menu bar, menu item, option pane,
            page tab, page tab list, panel, password text, popup menu, progress bar, push button, radio button, radio
            menu item, root pane, row header, scroll bar, scroll pane, separator, slider, spin button, split pane,
            status bar, table, table cell, table column header, table row header, tearoff menu item, terminal, text,
            toggle button, tool bar, tool tip, tree, tree table, unknown, viewport, window, extended, header, footer,
            paragraph, ruler, application, autocomplete, editbar, embedded, entry, chart, caption, document frame,
            heading, page, section, redundant object, form, link, input method window, table row, tree item, document
            spreadsheet, document presentation, document text, document web, document email, comment, list box,
            grouping, image map, notification, info bar, level bar, title bar, block quote, audio, video, definition,
            article, landmark, log, marquee, math, rating, timer, static, math fraction, math root, subscript,
            superscript, description list, description term, description value, footnote, content deletion, content
            insertion, mark, suggestion, push button menu
            """.strip().split(",\\s+");

    // Roles of what holds other things or draws itself: that it has the keyboard says nothing about where keys go.
    private static final BitSet VAGUE = of(
            0, // invalid
            6, // canvas
            18, // drawing area
            20, // filler
            23, // frame
            24, // glass pane
            25, // html container
            28, // internal frame
            30, // layered pane
            39, // panel
            46, // root pane
            49, // scroll pane
            53, // split pane
            67, // unknown
            68, // viewport
            69, // window
            70, // extended
            75, // application
            78, // embedded
            85, // section
            86, // redundant object
            99); // grouping

    // What people operate, and what it is drawn with.
    private static final BitSet OPERATED =
            of(7, 8, 10, 11, 32, 33, 35, 37, 40, 43, 44, 45, 56, 57, 58, 59, 60, 61, 62, 79, 88, 91, 129);
    private static final BitSet DRAWN = of(20, 26, 27, 29, 73, 85, 86, 116);
    private static final BitSet MENUS = of(31, 33, 41, 69, 98);
    private static final BitSet LABELLED_ELSEWHERE = of(11, 40, 52, 61, 79, 51);

    // What keys operate and no text goes into.
    private static final BitSet CONTROLS = of(7, 11, 31, 32, 37, 43, 44, 51, 62, 88, 98);

    private Roles() {}

    /** Its name as AT-SPI2 writes it; {@code unknown} for numbers of later versions. */
    static String name(int role) {
        return role >= 0 && role < NAMES.length ? NAMES[role] : "unknown";
    }

    /** Whether keys that go there may in truth go into something it does not tell of. */
    static boolean vague(int role) {
        return role < 0 || role >= NAMES.length || VAGUE.get(role);
    }

    /** Whether it is a part of what is clicked, such as the picture of a button. */
    static boolean drawn(int role) {
        return role >= 0 && DRAWN.get(role);
    }

    /** Whether it is what one clicks. */
    static boolean operated(int role) {
        return role >= 0 && OPERATED.get(role);
    }

    /** Whether it may stand in a window of its own while it belongs to another one. */
    static boolean menu(int role) {
        return role >= 0 && MENUS.get(role);
    }

    /** Whether its name is usually that of a label beside it. */
    static boolean labelledElsewhere(int role) {
        return role >= 0 && LABELLED_ELSEWHERE.get(role);
    }

    /** Whether keys operate it and none of them is text, as long as it is not editable. */
    static boolean control(int role) {
        return role >= 0 && CONTROLS.get(role);
    }

    private static BitSet of(int... roles) {
        BitSet set = new BitSet();
        for (int role : roles) {
            set.set(role);
        }
        return set;
    }
}

package org.oriel.context.browser;

import java.util.Map;

/** From roles of WAI-ARIA to names of roles in AT-SPI, as Core-AAM maps them. */
final class Roles {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("alert", "notification"),
            Map.entry("alertdialog", "dialog"),
            Map.entry("article", "article"),
            Map.entry("button", "push button"),
            Map.entry("canvas", "canvas"),
            Map.entry("cell", "table cell"),
            Map.entry("checkbox", "check box"),
            Map.entry("columnheader", "table column header"),
            Map.entry("combobox", "combo box"),
            Map.entry("dialog", "dialog"),
            Map.entry("document", "document web"),
            Map.entry("form", "form"),
            Map.entry("generic", "section"),
            Map.entry("grid", "table"),
            Map.entry("gridcell", "table cell"),
            Map.entry("group", "panel"),
            Map.entry("heading", "heading"),
            Map.entry("img", "image"),
            Map.entry("label", "label"),
            Map.entry("link", "link"),
            Map.entry("list", "list"),
            Map.entry("listbox", "list box"),
            Map.entry("listitem", "list item"),
            Map.entry("main", "landmark"),
            Map.entry("menu", "menu"),
            Map.entry("menubar", "menu bar"),
            Map.entry("menuitem", "menu item"),
            Map.entry("menuitemcheckbox", "check menu item"),
            Map.entry("menuitemradio", "radio menu item"),
            Map.entry("navigation", "landmark"),
            Map.entry("option", "list item"),
            Map.entry("paragraph", "paragraph"),
            Map.entry("password", "password text"),
            Map.entry("progressbar", "progress bar"),
            Map.entry("radio", "radio button"),
            Map.entry("region", "landmark"),
            Map.entry("row", "table row"),
            Map.entry("rowheader", "table row header"),
            Map.entry("scrollbar", "scroll bar"),
            Map.entry("searchbox", "entry"),
            Map.entry("separator", "separator"),
            Map.entry("slider", "slider"),
            Map.entry("spinbutton", "spin button"),
            Map.entry("status", "status bar"),
            Map.entry("switch", "toggle button"),
            Map.entry("tab", "page tab"),
            Map.entry("table", "table"),
            Map.entry("tablist", "page tab list"),
            Map.entry("textbox", "entry"),
            Map.entry("toolbar", "tool bar"),
            Map.entry("tooltip", "tool tip"),
            Map.entry("tree", "tree"),
            Map.entry("treeitem", "tree item"),
            Map.entry("video", "video"));

    private Roles() {}

    /** The name in AT-SPI; {@code unknown} for roles that are not in the table, which a page may make up. */
    static String named(String role) {
        return NAMES.getOrDefault(role, "unknown");
    }
}

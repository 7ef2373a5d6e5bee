package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A {@link Coverage} as text and as a picture. */
final class CoverageText {
    private static final int SHORTCUTS = 12;
    private static final int WIDTH = 860;
    private static final int LABEL = 250;
    private static final int BAR = 420;
    private static final int ROW = 20;
    private static final int TOP = 66;
    private static final String BLUE = "#2a6f97";
    private static final String NONE = "#b23a48";

    private CoverageText() {}

    /** A line of the table, and a bar of the picture. */
    private record Row(String name, int count, String of) {}

    private record Group(String title, List<Row> rows) {}

    static String table(Coverage coverage) {
        StringBuilder text = new StringBuilder(title(coverage)).append('\n');
        for (Group group : groups(coverage)) {
            text.append('\n').append(group.title()).append('\n');
            for (Row row : group.rows()) {
                text.append(String.format(Locale.ROOT, "  %-38s %8d%s%n", row.name(), row.count(), row.of())
                        .replace("\r", ""));
            }
        }
        return text.toString();
    }

    private static String title(Coverage coverage) {
        return counted(coverage.episodes(), "episode") + ", " + coverage.withTask() + " with a task, "
                + counted(coverage.steps(), "step");
    }

    private static String counted(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static List<Group> groups(Coverage coverage) {
        List<Row> skills = new ArrayList<>();
        for (Coverage.Skill skill : Coverage.Skill.values()) {
            boolean episodes = skill == Coverage.Skill.MULTI_APPLICATION || skill == Coverage.Skill.MULTI_STEP;
            int all = episodes ? coverage.episodes() : coverage.steps();
            skills.add(new Row(skill.text(), coverage.of(skill), percent(coverage.of(skill), all)));
        }
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("Skills", skills));
        groups.add(new Group("Actions", rows(coverage.kinds(), coverage.steps())));
        groups.add(new Group("Shortcuts, " + coverage.shortcuts().size() + " different", most(coverage.shortcuts())));
        groups.add(new Group("Labels in a menu path", rows(coverage.menuDepth(), coverage.of(Coverage.Skill.MENU))));
        groups.add(new Group("Elements by role", most(coverage.roles())));
        groups.add(new Group("Episodes by steps, from", rows(coverage.lengths(), coverage.episodes())));
        groups.removeIf(group -> group.rows().isEmpty());
        return groups;
    }

    private static String percent(int count, int all) {
        return all == 0 ? "" : String.format(Locale.ROOT, "%7.1f %%", 100.0 * count / all);
    }

    private static <K> List<Row> rows(Map<K, Integer> counts, int all) {
        List<Row> rows = new ArrayList<>();
        counts.forEach((name, count) -> rows.add(new Row(String.valueOf(name), count, percent(count, all))));
        return rows;
    }

    private static List<Row> most(Map<String, Integer> counts) {
        List<Row> rows = rows(counts, 0);
        rows.sort(Comparator.comparingInt(Row::count).reversed().thenComparing(Row::name));
        return rows.size() > SHORTCUTS ? rows.subList(0, SHORTCUTS) : rows;
    }

    static String svg(Coverage coverage) {
        StringBuilder body = new StringBuilder();
        int y = TOP;
        for (Group group : groups(coverage)) {
            body.append(text(20, y, "bold", group.title()));
            y += ROW + 2;
            int most =
                    Math.max(1, group.rows().stream().mapToInt(Row::count).max().orElse(1));
            for (Row row : group.rows()) {
                body.append(bar(row, y, most));
                y += ROW;
            }
            y += ROW;
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + y + "\" viewBox=\"0 0 "
                + WIDTH + " " + y + "\" font-family=\"sans-serif\" font-size=\"13\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + "<text x=\"20\" y=\"30\" font-size=\"18\">" + escaped(title(coverage)) + "</text>\n" + body
                + "</svg>\n";
    }

    private static String bar(Row row, int y, int most) {
        int width = (int) Math.round((double) BAR * row.count() / most);
        String bar = row.count() == 0
                ? ""
                : "<rect x=\"" + LABEL + "\" y=\"" + (y - 12) + "\" width=\"" + Math.max(2, width)
                        + "\" height=\"14\" fill=\"" + BLUE + "\"/>\n";
        int after = LABEL + (row.count() == 0 ? 0 : Math.max(2, width)) + 8;
        String number = row.count() == 0 ? "none" : row.count() + row.of().replaceAll(" +", " ");
        return text(30, y, "normal", row.name()) + bar
                + "<text x=\"" + after + "\" y=\"" + y + "\" fill=\"" + (row.count() == 0 ? NONE : "#444444") + "\">"
                + escaped(number) + "</text>\n";
    }

    private static String text(int x, int y, String weight, String text) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" font-weight=\"" + weight + "\">" + escaped(text) + "</text>\n";
    }

    /** Names come from applications: what XML does not allow goes. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean allowed = c >= 0x20 && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff;
                    escaped.append(allowed ? Character.toString(c) : "?");
                }
            }
        });
        return escaped.toString();
    }
}

package org.oriel.control.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What changed between two texts, line by line: the longest common subsequence stays. */
final class LineDiff {
    /** Beyond this the texts are shown one after the other; the table would take tens of megabytes. */
    private static final int MOST_LINES = 1_500;

    private LineDiff() {}

    /** Lines with {@code op}: {@code same}, {@code gone} or {@code new}. */
    static List<Map<String, String>> of(String before, String after) {
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        List<Map<String, String>> lines = new ArrayList<>();
        if (a.size() > MOST_LINES || b.size() > MOST_LINES) {
            a.forEach(line -> lines.add(line("gone", line)));
            b.forEach(line -> lines.add(line("new", line)));
            return lines;
        }
        int[][] common = common(a, b);
        int i = a.size();
        int j = b.size();
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && a.get(i - 1).equals(b.get(j - 1))) {
                lines.add(line("same", a.get(--i)));
                j--;
            } else if (j > 0 && (i == 0 || common[i][j - 1] >= common[i - 1][j])) {
                lines.add(line("new", b.get(--j)));
            } else {
                lines.add(line("gone", a.get(--i)));
            }
        }
        Collections.reverse(lines);
        return lines;
    }

    private static int[][] common(List<String> a, List<String> b) {
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                common[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        return common;
    }

    private static Map<String, String> line(String op, String text) {
        return Map.of("op", op, "text", text);
    }
}

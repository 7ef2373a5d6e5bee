package org.oriel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table. */
final class Table {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    Table(String... head) {
        columns = head.length;
        line(List.of(head));
        text.append("|").append("---|".repeat(columns)).append('\n');
    }

    Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells, allowed: " + columns);
        }
        List<String> words = new ArrayList<>();
        for (Object cell : cells) {
            words.add(cell instanceof Double number ? number(number) : String.valueOf(cell));
        }
        line(words);
        return this;
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Three significant digits at most, whole numbers with separators. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size == 0 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

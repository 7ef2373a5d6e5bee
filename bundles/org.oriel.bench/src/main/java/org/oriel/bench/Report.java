package org.oriel.bench;

import java.util.ArrayList;
import java.util.List;

/** What one benchmark found: tables, and each target with the figure that meets it or does not. */
final class Report {
    private final StringBuilder body = new StringBuilder();
    private final List<String> verdicts = new ArrayList<>();
    private boolean missed;

    Report text(String line) {
        body.append(line).append("\n\n");
        return this;
    }

    Report table(Table table) {
        body.append(table).append('\n');
        return this;
    }

    /** A target: {@code measured} has to be at most {@code most}. */
    Report atMost(String what, double measured, double most, String unit) {
        return verdict(what, measured, "≤ " + Table.number(most) + unit, unit, measured <= most);
    }

    /** A target: {@code measured} has to be at least {@code least}. */
    Report atLeast(String what, double measured, double least, String unit) {
        return verdict(what, measured, "≥ " + Table.number(least) + unit, unit, measured >= least);
    }

    private Report verdict(String what, double measured, String wanted, String unit, boolean met) {
        missed |= !met;
        verdicts.add("| " + what + " | " + wanted + " | " + Table.number(measured) + unit + " | "
                + (met ? "met" : "**missed**") + " |");
        return this;
    }

    boolean missed() {
        return missed;
    }

    @Override
    public String toString() {
        StringBuilder all = new StringBuilder(body);
        if (!verdicts.isEmpty()) {
            all.append("| target | wanted | measured | |\n|---|---|---|---|\n");
            verdicts.forEach(line -> all.append(line).append('\n'));
        }
        return all.toString();
    }
}

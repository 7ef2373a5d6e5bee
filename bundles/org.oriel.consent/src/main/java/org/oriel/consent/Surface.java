package org.oriel.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.oriel.host.Admission;

/**
 * What a set of bundles may do with a person's data, as a set of items that can be compared.
 *
 * @param items sorted
 */
record Surface(SortedSet<Item> items) {
    static final String ALLOW = "allow";
    static final String EXPORT = "export";

    Surface {
        items = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(items));
    }

    /** What of this {@code agreed} does not cover; empty when nobody needs to be asked again. */
    List<Item> minus(Surface agreed) {
        List<Item> more = new ArrayList<>();
        for (Item item : items) {
            if (agreed.items.stream().noneMatch(item::isCoveredBy)) {
                more.add(item);
            }
        }
        return more;
    }

    /** Names of the items that say where data goes. */
    List<String> exports() {
        return items.stream()
                .filter(item -> item.type().equals(EXPORT))
                .map(Item::name)
                .toList();
    }

    static String export(String destination, String purpose) {
        return "to " + destination + " for " + purpose;
    }

    /** For a line of state: the first of {@code items}, and how many follow. */
    static String summary(Collection<Item> items) {
        int shown = 3;
        String first = String.join(
                "; ", items.stream().limit(shown).map(Item::describe).toList());
        return items.size() > shown ? first + "; and " + (items.size() - shown) + " more" : first;
    }

    /**
     * One item.
     *
     * @param type what it is about, such as {@code capture} or {@code allow}
     * @param name exactly what
     * @param amount how much of it; more is wider
     */
    record Item(String type, String name, long amount) implements Comparable<Item> {
        boolean isCoveredBy(Item agreed) {
            return type.equals(agreed.type) && amount <= agreed.amount && nameIsCoveredBy(agreed.name);
        }

        private boolean nameIsCoveredBy(String agreed) {
            if (name.equals(agreed) || !type.equals(ALLOW)) {
                return name.equals(agreed);
            }
            // Conditions all hold at once, so more of them, in whatever order, allow less.
            List<String> now = List.of(name.split(Pattern.quote(Admission.Rules.ONLY), -1));
            List<String> then = List.of(agreed.split(Pattern.quote(Admission.Rules.ONLY), -1));
            return now.get(0).equals(then.get(0))
                    && now.subList(1, now.size()).containsAll(then.subList(1, then.size()));
        }

        String describe() {
            return type + " " + name;
        }

        @Override
        public int compareTo(Item other) {
            int byType = type.compareTo(other.type);
            int byName = byType != 0 ? byType : name.compareTo(other.name);
            return byName != 0 ? byName : Long.compare(amount, other.amount);
        }
    }
}

package org.oriel.redact.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of postal addresses, from {@code address.txt}, and the names of countries. */
final class AddressWords {
    /** Short words that make a street of the name before them; the others are ends of many words. */
    private static final Set<String> SHORT = Set.of("weg", "vej", "str", "tie");

    private final Map<String, Set<String>> kinds = new HashMap<>();
    private final List<String> endings;

    AddressWords() {
        for (String[] row : Tables.read("address.txt")) {
            kinds.computeIfAbsent(row[0], kind -> new HashSet<>())
                    .addAll(Arrays.asList(row).subList(1, row.length));
        }
        endings = List.copyOf(kinds.getOrDefault("end", Set.of()));
        Set<String> countries = kinds.computeIfAbsent("country", kind -> new HashSet<>());
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, country)) {
                countries.add(fold(country.getDisplayCountry(language)));
            }
        }
        countries.addAll(
                List.of("usa", "u s a", "us", "uk", "england", "scotland", "wales", "uae", "deutschland", "holland"));
    }

    /** Whether the word, folded, is of that kind. */
    boolean is(String kind, String word) {
        return kinds.getOrDefault(kind, Set.of()).contains(word);
    }

    /** Whether it is a name that ends as those of streets do: {@code Lindenstraße}, {@code Kungsgatan}. */
    boolean endsAsStreet(String word) {
        for (String ending : endings) {
            boolean telling = ending.length() > 3 || SHORT.contains(ending);
            if (telling && word.length() >= ending.length() + 3 && word.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** Lower case without accents. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'ß') {
                folded.append("ss");
            } else {
                char letter = Fold.of(c);
                if (letter != '\0') {
                    folded.append(letter);
                }
            }
        }
        return folded.toString();
    }
}

package org.oriel.launcher;

import java.util.List;

/** {@code oriel set list|show}: what can be started. */
final class Sets {
    private Sets() {}

    static int run(Home home, List<String> words) {
        Arguments arguments = Arguments.parse("set", words, java.util.Set.of(), java.util.Set.of());
        List<String> rest = arguments.rest();
        if (rest.equals(List.of("list"))) {
            BundleSet.names(home).forEach(System.out::println);
            return 0;
        }
        if (rest.size() == 2 && rest.get(0).equals("show")) {
            BundleSet set = BundleSet.read(home, rest.get(1));
            System.out.print(set.describe());
            set.verified(home).forEach(m -> System.out.println("  " + m.id()));
            System.out.println("all digests match");
            return 0;
        }
        throw new Failure(Failure.USAGE, "oriel set: allowed: list, or show NAME|FILE");
    }
}

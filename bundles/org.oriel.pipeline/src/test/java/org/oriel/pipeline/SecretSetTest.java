package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.oriel.api.redact.Finding;

class SecretSetTest {
    private final SecretSet set = new SecretSet();

    @Test
    void findsAValueHoweverItIsSpelled() {
        set.add("CREDIT_CARD", "4111 1111 1111 1111");
        assertThat(set.find("paid 4111-1111-1111-1111."))
                .containsExactly(new Finding(5, 24, "CREDIT_CARD", "secret-set"));
        assertThat(set.find("x4111111111111111x")).containsExactly(new Finding(1, 17, "CREDIT_CARD", "secret-set"));
        assertThat(set.find("４１１１ １１１１ １１１１ １１１１")).hasSize(1);
        assertThat(set.find("4111 1111 1111 1112")).isEmpty();
    }

    @Test
    void findsAllOfThemWhereverTheyAre() {
        set.add("EMAIL", "jane@example.com");
        set.add("PASSWORD", "hunter2");
        assertThat(set.find("Jane@Example.com hunter2 jane@example.com").stream()
                        .map(Finding::start))
                .containsExactlyInAnyOrder(0, 17, 25);
    }

    @Test
    void shortValuesMustStandAlone() {
        set.add("PIN", "4321");
        assertThat(set.find("no 14321 43210 a4321")).isEmpty();
        assertThat(set.find("(4321)")).containsExactly(new Finding(1, 5, "PIN", "secret-set"));
    }

    @Test
    void tooShortValuesAreNotKept() {
        set.add("NAME", "Bo");
        set.add("NAME", " - ");
        assertThat(set.size()).isZero();
        assertThat(set.find("Bo")).isEmpty();
    }

    @Test
    void forgets() {
        set.add("EMAIL", "jane@example.com");
        set.forget();
        set.add("EMAIL", "john@example.com");
        assertThat(set.find("jane@example.com john@example.com")).isEmpty();
    }

    @Test
    void agreesWithPlainSearch() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            SecretSet some = new SecretSet();
            String text = word(random, 60);
            String value = random.nextBoolean() ? text.substring(20, 30) : word(random, 10);
            some.add("X", value);
            List<Finding> found = some.find(text);
            assertThat(found).hasSize(text.contains(value) ? 1 : 0);
            found.forEach(f -> assertThat(text.substring(f.start(), f.end())).isEqualTo(value));
        }
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}

package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CanariesTest {
    @RepeatedTest(50)
    void areValidByTheirOwnRules() {
        Canaries canaries = Canaries.unique();
        String card = canaries.card().replace(" ", "");
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            int digit = card.charAt(15 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        assertThat(card).hasSize(16);
        assertThat(sum % 10).isZero();

        String iban = canaries.iban().replace(" ", "");
        String moved =
                (iban.substring(4) + iban.substring(0, 4)).replace("D", "13").replace("E", "14");
        assertThat(iban).hasSize(22);
        assertThat(new BigInteger(moved).mod(BigInteger.valueOf(97))).isEqualTo(BigInteger.ONE);

        assertThat(canaries.email()).matches("[a-z.]+@[a-z]+\\.example");
        assertThat(canaries.phone()).matches("\\+1 212 [2-9]3[2-9] \\d{4}");
        assertThat(canaries.all()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void areNewEachTimeOrTheSameForASeed() {
        assertThat(Canaries.unique().all())
                .doesNotContainAnyElementsOf(Canaries.unique().all());
        assertThat(Canaries.seeded(7).all()).isEqualTo(Canaries.seeded(7).all());
    }
}

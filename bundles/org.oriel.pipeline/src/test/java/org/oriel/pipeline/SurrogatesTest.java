package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.api.event.Sensitive;

/** Names other than numbers: keyed ones, and values that are nobody's. */
class SurrogatesTest {
    @TempDir
    private Path directory;

    private final Placeholders surrogate = new Placeholders(Naming.SURROGATE, new byte[0]);

    @ParameterizedTest
    @CsvSource({
        "EMAIL, Jane.Doe7@corp.example.org, [A-Z][a-z]{3}\\.[A-Z][a-z]{2}\\d@example\\.com",
        "PHONE, (212) 867-5309, \\([2-9][0-8]\\d\\) 555-01\\d\\d",
        "PHONE, +1 212.867.5309, \\+1 [2-9][0-8]\\d\\.555\\.01\\d\\d",
        "PHONE, +49 30 23125 014, <PHONE_1>",
        "US_SSN, 460-89-9847, \\d{3}-\\d\\d-\\d{4}",
        "NINO, qq 12 34 56 C, [a-z]{2} \\d\\d \\d\\d \\d\\d [A-Z]",
        "CREDIT_CARD, 4539-5787-6362-1486, \\d{4}-\\d{4}-\\d{4}-\\d{4}",
        "IBAN, DE89 3704 0044 0532 0130 00, DE\\d\\d 0000 0000 \\d{4} \\d{4} \\d\\d",
        "IBAN, GB29 NWBK 6016 1331 9268 19, <IBAN_1>",
        "EMAIL, nonsense, <EMAIL_1>",
    })
    void keepsTheShape(String type, String value, String shape) {
        assertThat(surrogate.placeholder(type, Sensitive.of(value)))
                .matches(shape)
                .isNotEqualTo(value)
                .isEqualTo(surrogate.placeholder(type, Sensitive.of(value)));
    }

    @Test
    void checkDigitsAreRight() {
        for (int i = 0; i < 200; i++) {
            String digits = surrogate
                    .placeholder("CREDIT_CARD", Sensitive.of("4539 5787 6362 " + (1000 + i)))
                    .replace(" ", "");
            int sum = 0;
            for (int at = 0; at < 16; at++) {
                int digit = digits.charAt(at) - '0';
                sum += at % 2 == 0 ? (2 * digit > 9 ? 2 * digit - 9 : 2 * digit) : digit;
            }
            assertThat(sum % 10).isZero();
            String iban = surrogate.placeholder("IBAN", Sensitive.of("DE8937040044" + (1_000_000_000L + i)));
            StringBuilder number = new StringBuilder();
            (iban.substring(4) + iban.substring(0, 4)).chars().forEach(c -> number.append(Character.digit(c, 36)));
            assertThat(new BigInteger(number.toString()).mod(BigInteger.valueOf(97)))
                    .isEqualTo(BigInteger.ONE);
        }
    }

    @Test
    void neverTheOriginalAndNeverOneForTwo() {
        SplittableRandom always = new SplittableRandom(1);
        assertThat(Surrogates.of("AGE", "7", bound -> 7)).isEmpty();
        assertThat(Surrogates.of("AGE", "7", always::nextInt).map(made -> made.matches("\\d")))
                .contains(true);
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            made.add(surrogate.placeholder("AGE", Sensitive.of(String.valueOf(i))));
        }
        assertThat(made).hasSize(10);
    }

    @Test
    void anotherSessionHasOtherOnes() {
        Sensitive value = Sensitive.of("jane.doe@corp.example.org");
        assertThat(surrogate.placeholder("EMAIL", value))
                .isNotEqualTo(new Placeholders(Naming.SURROGATE, new byte[0]).placeholder("EMAIL", value));
    }

    @Test
    void keyedNamesAreTheSameInEverySessionOfADeployment() {
        byte[] key = PlaceholderKey.in(directory);
        Sensitive value = Sensitive.of("jane@example.com");
        String name = new Placeholders(Naming.KEYED, key.clone()).placeholder("EMAIL", value);
        assertThat(name).matches("\\[EMAIL_[0-9a-f]{12}]");
        Placeholders again = new Placeholders(Naming.KEYED, PlaceholderKey.in(directory));
        assertThat(again.placeholder("EMAIL", Sensitive.of("Jane@example.com ")))
                .isEqualTo(name);
        assertThat(again.placeholder("HANDLE", value).substring(8)).isNotEqualTo(name.substring(7));
        byte[] other = key.clone();
        other[0]++;
        assertThat(new Placeholders(Naming.KEYED, other).placeholder("EMAIL", value))
                .isNotEqualTo(name);
    }

    @Test
    void secretsAreNeverNamed() {
        Placeholders keyed = new Placeholders(Naming.KEYED, new byte[32]);
        for (String type : new String[] {"SECRET", "SECRET_AWS", "PASSWORD"}) {
            assertThat(keyed.placeholder(type, Sensitive.of("hunter2"))).isEqualTo("<SECRET>");
            assertThat(surrogate.placeholder(type, Sensitive.of("hunter2"))).isEqualTo("<SECRET>");
        }
    }

    @Test
    void aForgottenSessionNamesNothing() {
        Placeholders keyed = new Placeholders(Naming.KEYED, new byte[32]);
        keyed.forget();
        assertThat(keyed.placeholder("EMAIL", Sensitive.of("jane@example.com"))).isEqualTo("<EMAIL>");
    }

    @Test
    void theKeyIsItsUsersOnlyAndABrokenOneIsRefusedNotReplaced() throws Exception {
        PlaceholderKey.in(directory);
        Path file = directory.resolve("placeholder.key");
        assertThat(directory.toFile().list()).containsExactly("placeholder.key");
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        Assumptions.assumeTrue(posix, "no POSIX permissions here");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> PlaceholderKey.in(directory)).hasMessageContaining("allowed: mode 0600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(file, new byte[31]);
        assertThatThrownBy(() -> PlaceholderKey.in(directory)).hasMessageContaining("31 bytes, allowed: 32");
        assertThat(Files.size(file)).isEqualTo(31);
    }
}

package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateSettingsTest {
    @Test
    void emptyJurisdictionIsASettingThatBlocksLater() {
        GateSettings settings = GateSettings.of("/data/consent", null, "ai-training", 30, 0, "en");

        assertThat(settings.jurisdictions()).isEmpty();
        assertThat(settings.renewDays()).isEqualTo(365);
        assertThat(settings.law().allowDraft()).isFalse();
        assertThat(settings.pause()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest(name = "{6}")
    @CsvSource({
        "consent, us-base, ai-training, 30,   0,     en,      'directory is \"consent\", allowed: an absolute path'",
        "'',      us-base, ai-training, 30,   0,     en,      'directory is \"\", allowed: an absolute path'",
        "/d,      US BASE, ai-training, 30,   0,     en,      'jurisdiction is \"US BASE\", allowed: ids'",
        "/d,      us-base, '',          30,   0,     en,      'purpose is \"\", allowed: lower-case'",
        "/d,      us-base, ai-training, 0,    0,     en,      'pauseMinutes is \"0\", allowed: 1 to 1440'",
        "/d,      us-base, ai-training, 1441, 0,     en,      'pauseMinutes is \"1441\", allowed: 1 to 1440'",
        "/d,      us-base, ai-training, 30,   -1,    en,      'retentionDays is \"-1\", allowed: 1 to 36500, or 0'",
        "/d,      us-base, ai-training, 30,   0,     English, 'language is \"English\", allowed: a language code'",
    })
    void namesTheSettingItsValueAndWhatIsAllowed(
            String directory,
            String jurisdiction,
            String purpose,
            int pause,
            int days,
            String language,
            String message) {
        assertThatThrownBy(
                        () -> GateSettings.of(directory, new String[] {jurisdiction}, purpose, pause, days, language))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("org.oriel.consent: ")
                .hasMessageContaining(message);
    }
}

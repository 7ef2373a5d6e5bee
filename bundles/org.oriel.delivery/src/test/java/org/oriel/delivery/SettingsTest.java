package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oriel.host.EventStore.Start;

/** Settings. */
class SettingsTest extends DeliveryFixture {
    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> new Settings(Path.of("x"), 1, ms(1), ms(1), 1, ms(1), ms(1), ms(1), Start.LATEST))
                .hasMessage("directory=x, allowed: an absolute path");
        assertThatThrownBy(() -> new Settings(dir, 0, ms(1), ms(1), 1, ms(1), ms(1), ms(1), Start.LATEST))
                .hasMessage("batchRecords=0, allowed: 1 to 10000");
        assertThatThrownBy(() -> new Settings(dir, 1, ms(9), ms(1), 1, ms(9), ms(1), ms(1), Start.LATEST))
                .hasMessage("retryMaxMillis=1, allowed: at least retryMinMillis");
        assertThatThrownBy(() -> new Settings(dir, 1, ms(1), ms(1), 1, ms(1), ms(1), ms(2), Start.LATEST))
                .hasMessage("removeLimitMillis=2, allowed: 1 to deliverLimitMillis");
    }

    @Test
    void waitsGrowAndAreSpread() {
        Settings settings = settings(Start.EARLIEST);
        assertThat(List.of(1, 2, 3, 4))
                .extracting(n -> settings.waitAfter(n, 1).toMillis())
                .containsExactly(100L, 200L, 400L, 800L);
        assertThat(settings.waitAfter(4, 0)).isEqualTo(ms(400));
        assertThat(settings.waitAfter(5, 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.waitAfter(5000, 1)).isEqualTo(Duration.ofMinutes(1));
    }
}

package org.oriel.trajectory.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Mark;
import org.oriel.api.export.ExportRecord;
import org.oriel.tck.Events;
import org.oriel.tck.Records;

class EventLineTest {
    @Test
    void countsEveryKindOfEventAndAnyText() throws Exception {
        List<CaptureEvent> events = new Events().everyKind(Events.HOSTILE_TEXT);
        for (ExportRecord record : Records.of(1, events)) {
            CaptureEvent event = record.event();
            CaptureEvent read = EventLine.counted(record.json());
            assertThat(read.id()).isEqualTo(event.id());
            assertThat(read.session()).isEqualTo(event.session());
            assertThat(read.device()).isEqualTo(event.device());
            assertThat(read.purpose()).isEqualTo(event.purpose());
            assertThat(read.grant()).isEqualTo(event.grant());
            assertThat(read.policyHash()).isEqualTo(event.policyHash());
            assertThat(read.time().wallMillis()).isEqualTo(event.time().wallMillis());
            if (event.body() instanceof Mark) {
                assertThat(read.body()).isEqualTo(event.body());
            } else if (event.body() instanceof Frame frame) {
                assertThat(read.body()).isInstanceOfSatisfying(Frame.class, counted -> {
                    assertThat(counted.image()).isEqualTo(frame.image());
                    assertThat(counted.monitors()).hasSameSizeAs(frame.monitors());
                });
            } else {
                assertThat(read.body().toString()).doesNotContain("quoted");
            }
        }
        assertThat(events.stream().map(event -> event.body().type())).contains("mark", "frame");
    }

    @Test
    void whatIsNoEventIsRefusedWithoutSayingWhatItHolds() {
        assertThatThrownBy(() -> EventLine.counted("{\"id\":\"secret\"}"))
                .isInstanceOf(DatasetException.class)
                .hasMessageNotContaining("secret");
    }
}

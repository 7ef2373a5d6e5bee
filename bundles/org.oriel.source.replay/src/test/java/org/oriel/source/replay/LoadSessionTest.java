package org.oriel.source.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.source.RawRecord;
import org.oriel.tck.RecordingFeed;

class LoadSessionTest {
    @TempDir
    Path directory;

    @Test
    void hasExactlyAsManyRecordsAndTypesNumberedWords() throws Exception {
        for (int records : new int[] {100, 1_000, 20_000}) {
            LoadSession load = new LoadSession(records, 5);
            assertThat(load.records()).isEqualTo(records);
            Path file = directory.resolve("load.orec");
            load.write(file);
            SessionFile session = SessionFile.of(file.toString());
            assertThat(session.records()).isEqualTo(records);
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < load.words(); i++) {
                expected.append(LoadSession.word(i));
            }
            assertThat(typed(session)).isEqualTo(expected.toString());
        }
        assertThat(LoadSession.word(123)).isEqualTo("w000123 ");
    }

    @Test
    void refusesImpossibleSizes() {
        assertThatThrownBy(() -> new LoadSession(10, 1)).hasMessageContaining("records 10");
        assertThatThrownBy(() -> new LoadSession(100, 26)).hasMessageContaining("windows 26");
    }

    private static String typed(SessionFile session) throws Exception {
        List<RawRecord> records = new ArrayList<>();
        try (SessionFile.Cursor cursor = session.open()) {
            for (RawRecord raw = new RawRecord(); cursor.next(raw); raw = new RawRecord()) {
                records.add(raw);
            }
        }
        StringBuilder typed = new StringBuilder();
        for (EventBody body : RecordingFeed.decode(
                new ReplayDecoder(() -> {}),
                records,
                target -> target.application().executable().equals(LoadSession.EXECUTABLE))) {
            if (body instanceof Key key && key.phase() == Key.Phase.DOWN) {
                typed.append(key.key().reveal());
            }
        }
        return typed.toString();
    }
}

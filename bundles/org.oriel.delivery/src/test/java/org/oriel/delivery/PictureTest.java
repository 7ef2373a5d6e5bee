package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Frame;
import org.oriel.api.export.RetryableException;
import org.oriel.host.EventCodec;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;
import org.oriel.tck.Events;
import org.oriel.tck.FakeClock;

class PictureTest {
    private static final byte[] PNG = {1, 2, 3};

    private final FakeClock clock = new FakeClock();
    private final PictureSource source = new PictureSource(new FakePace(clock));
    private final Events events = new Events();

    /** Knows one event, whatever the JSON. */
    private StoredRecord record(EventBody body) {
        CaptureEvent event = events.of(body);
        EventCodec codec = new EventCodec() {
            @Override
            public String encode(CaptureEvent ignored) {
                throw new UnsupportedOperationException();
            }

            @Override
            public CaptureEvent decode(String json) {
                return event;
            }
        };
        return new StoredRecord(7, "{\"id\":\"e\",\"body\":{\"type\":\"" + body.type() + "\"}}", codec, source);
    }

    private static Frame frame(String image) {
        return new Frame(image, 10, 10, List.of());
    }

    @Test
    void aFrameHasThePictureOfItsImage() throws Exception {
        source.set(image -> image.equals("aa") ? Optional.of(PNG) : Optional.empty());

        assertThat(record(frame("aa")).picture()).contains(PNG);
        assertThat(record(frame("bb")).picture()).as("gone").isEmpty();
        assertThat(record(frame("")).picture()).as("a frame without picture").isEmpty();
        assertThat(record(new Clipboard("copy")).picture()).isEmpty();
    }

    @Test
    void troubleOfTheStoreIsWorthTryingAgain() {
        source.set(image -> {
            throw new StoreException(StoreException.Reason.IO, "spool.db failed");
        });

        assertThatThrownBy(() -> record(frame("aa")).picture())
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("spool.db failed");
    }

    @Test
    void aBundleThatIsOnItsWayIsWaitedForAndOneThatIsNotThereIsNot() throws Exception {
        Pictures pictures = image -> Optional.of(PNG);
        assertThatThrownBy(() -> record(frame("aa")).picture())
                .as("during the start")
                .isInstanceOf(RetryableException.class);
        assertThat(record(frame("")).picture()).as("nothing to wait for").isEmpty();

        clock.advance(PictureSource.ON_ITS_WAY);
        assertThat(record(frame("aa")).picture()).isEmpty();

        source.set(pictures);
        source.unset(image -> Optional.empty());
        assertThat(record(frame("aa")).picture()).as("another one went").contains(PNG);

        source.unset(pictures);
        assertThatThrownBy(() -> record(frame("aa")).picture())
                .as("during an update")
                .isInstanceOf(RetryableException.class);
        clock.advance(PictureSource.ON_ITS_WAY);
        assertThat(record(frame("aa")).picture()).isEmpty();
    }
}

package org.oriel.delivery;

import java.util.Optional;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;
import org.oriel.host.EventCodec;

/** One line of a block; decoded when somebody asks for the event. */
final class StoredRecord implements ExportRecord {
    /** What the store holds is not an event: trying again would not help. */
    static final class Undecodable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Undecodable(long position, IllegalArgumentException cause) {
            super("the event at position " + position + " cannot be decoded", cause);
        }
    }

    private static final String ID = "{\"id\":\"";

    /** Canonical JSON has no white space; what has this in a text is looked at more closely. */
    private static final String FRAME = "\"type\":\"frame\"";

    private final long position;
    private final String json;
    private final EventCodec codec;
    private final PictureSource pictures;

    StoredRecord(long position, String json, EventCodec codec, PictureSource pictures) {
        this.position = position;
        this.json = json;
        this.codec = codec;
        this.pictures = pictures;
    }

    @Override
    public long position() {
        return position;
    }

    /** The canonical JSON starts with the id, which needs no escapes; anything else is decoded. */
    @Override
    public String id() {
        int end = json.startsWith(ID) ? json.indexOf('"', ID.length()) : -1;
        return end < 0 ? event().id() : json.substring(ID.length(), end);
    }

    @Override
    public String json() {
        return json;
    }

    @Override
    public CaptureEvent event() {
        try {
            return codec.decode(json);
        } catch (IllegalArgumentException e) {
            throw new Undecodable(position, e);
        }
    }

    @Override
    public Optional<byte[]> picture() throws RetryableException {
        if (!json.contains(FRAME)
                || !(event().body() instanceof Frame frame)
                || frame.image().isEmpty()) {
            return Optional.empty();
        }
        return pictures.png(frame.image());
    }

    @Override
    public String toString() {
        return "StoredRecord[position=" + position + "]";
    }
}

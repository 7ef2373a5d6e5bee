package org.oriel.export.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Mark;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;
import org.oriel.trajectory.dataset.Manifest;

/** Writes events, each session into files of its own. */
final class Session implements Closeable {
    static final int CHUNK_BYTES = 1 << 20;
    private static final long NANOS = 1_000_000;

    private final Folder folder;
    private final long maxFileBytes;
    private final boolean images;
    private final String purpose;
    private final Pictures pictures;
    private Messages messages = new Messages();
    private @Nullable McapFile file;
    private long last;

    Session(Folder folder, long maxFileBytes, boolean images, String purpose) throws IOException {
        this.folder = folder;
        this.maxFileBytes = maxFileBytes;
        this.images = images;
        this.pictures = folder.pictures();
        this.purpose = purpose;
        Manifest manifest = folder.manifest(purpose);
        file = folder.resume(manifest);
        last = file == null ? manifest.lastPosition() : file.last();
    }

    String purpose() {
        return purpose;
    }

    /** Position of the last event. */
    long last() {
        return last;
    }

    McapFile.@Nullable Head head() {
        return file == null ? null : file.head();
    }

    boolean isIntact() {
        return file == null || file.isIntact();
    }

    void add(ExportRecord record) throws IOException, RetryableException {
        CaptureEvent event = record.event();
        McapFile open = fileFor(record.position(), event);
        Optional<String> picture = picture(record, event);
        long time = open.head().baseNanos() + event.time().monotonicNanos();
        for (Messages.Message message : messages.of(event, picture)) {
            open.add(message.topic(), record.position(), time + message.afterNanos(), message.json());
        }
        open.add(Topic.EVENT, record.position(), time, record.json().getBytes(StandardCharsets.UTF_8));
        open.ended(record.position(), CHUNK_BYTES);
        last = record.position();
        if (event.body() instanceof Mark mark && mark.mark() == Mark.Kind.SESSION_END) {
            finish();
        }
    }

    private McapFile fileFor(long position, CaptureEvent event) throws IOException {
        McapFile open = file;
        String session = event.session().toString();
        if (open != null && (!open.head().session().equals(session) || open.size() >= maxFileBytes)) {
            finish();
            open = null;
        }
        if (open == null) {
            long base = event.time().wallMillis() * NANOS - event.time().monotonicNanos();
            open = McapFile.begin(folder.open(), new McapFile.Head(session, position, base), provenance(event));
            messages = new Messages();
            file = open;
        }
        return open;
    }

    private static Map<String, String> provenance(CaptureEvent event) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("device", event.device().toString());
        map.put("consent_grant_id", event.grant());
        map.put("purpose", event.purpose());
        map.put("policy_hash", event.policyHash());
        map.put("coordinate_space", "physical pixels of the virtual desktop, origin top-left");
        return map;
    }

    private Optional<String> picture(ExportRecord record, CaptureEvent event) throws IOException, RetryableException {
        if (!images || !(event.body() instanceof Frame frame) || frame.image().isEmpty()) {
            return Optional.empty();
        }
        String session = event.session().toString();
        if (pictures.wants(session, frame.image())) {
            Optional<byte[]> png = record.picture();
            if (png.isPresent()) {
                pictures.put(session, frame.image(), png.get(), folder.temporary("picture"));
            }
        }
        return pictures.find(session, frame.image()).map(path -> Pictures.name(session, frame.image()));
    }

    void force() throws IOException {
        if (file != null) {
            file.force();
        }
    }

    /** Ends the file that is being written, if there is one. */
    void finish() throws IOException {
        if (file != null) {
            McapFile done = file;
            done.finish();
            Publication.of(folder, done.head(), done.last(), purpose);
            file = null;
        }
    }

    void rollBack() {
        if (file != null) {
            file.rollBack();
            file = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}

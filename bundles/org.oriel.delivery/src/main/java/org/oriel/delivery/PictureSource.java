package org.oriel.delivery;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.RetryableException;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;

/** Pictures for records, as far as a bundle is there that puts them together. */
final class PictureSource {
    /** As long after it began or went, whoever puts pictures together may be on its way: a start, or an update. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    private final Pace pace;
    private volatile @Nullable Pictures pictures;
    private volatile long absentSince;

    PictureSource(Pace pace) {
        this.pace = pace;
        this.absentSince = pace.nanos();
    }

    /** For a set that is started as a whole: whoever is not there now does not come. */
    static PictureSource settled() {
        Pace now = new SystemPace();
        now.close();
        PictureSource source = new PictureSource(now);
        source.absentSince = now.nanos() - ON_ITS_WAY.toNanos();
        return source;
    }

    void set(Pictures service) {
        pictures = service;
    }

    void unset(Pictures service) {
        if (pictures == service) {
            absentSince = pace.nanos();
            pictures = null;
        }
    }

    /** Empty where the picture is gone, and where this set of bundles has nobody who could put it together. */
    Optional<byte[]> png(String image) throws RetryableException {
        Pictures service = pictures;
        if (service == null) {
            if (pace.nanos() - absentSince < ON_ITS_WAY.toNanos()) {
                throw new RetryableException("nobody puts pictures together yet");
            }
            return Optional.empty();
        }
        try {
            return service.png(image);
        } catch (StoreException e) {
            throw new RetryableException("a picture cannot be read: " + e.getMessage(), e);
        }
    }
}

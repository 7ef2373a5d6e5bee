package org.oriel.host;

/**
 * How the store is.
 *
 * @param file where it is
 * @param events how many are in it
 * @param last newest position
 * @param bytes size on disk, images included
 * @param quarantined damaged blocks and images set aside
 * @param keyProtection what wraps its keys: {@code secret-service} or {@code file}
 * @param problem one line, empty when it is fine
 * @param expired events that the byte limit deleted before every cursor had them
 * @param images how many images are in it
 * @param imageBytes size of the images on disk
 * @param lastFrameMillis when the newest frame that has an image was captured, wall time; 0 where there is none
 */
public record StoreStatus(
        String file,
        long events,
        long last,
        long bytes,
        long quarantined,
        String keyProtection,
        String problem,
        long expired,
        long images,
        long imageBytes,
        long lastFrameMillis) {
    /** With no images. */
    public StoreStatus(
            String file,
            long events,
            long last,
            long bytes,
            long quarantined,
            String keyProtection,
            String problem,
            long expired) {
        this(file, events, last, bytes, quarantined, keyProtection, problem, expired, 0, 0, 0);
    }

    /** With no event expired. */
    public StoreStatus(
            String file, long events, long last, long bytes, long quarantined, String keyProtection, String problem) {
        this(file, events, last, bytes, quarantined, keyProtection, problem, 0);
    }
}

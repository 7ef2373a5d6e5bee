package org.oriel.host;

import org.oriel.api.event.CaptureEvent;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The canonical JSON of {@code docs/events.md}.
 *
 * <p><b>What:</b> {@code decode(encode(e)).equals(e)}. <b>Threading:</b> any. <b>Errors:</b>
 * {@link IllegalArgumentException} naming the field, never its value. <b>Data:</b> reveals {@code Sensitive} content:
 * redacted events only.
 */
@ProviderType
public interface EventCodec {
    /** One line of JSON, without line end. */
    String encode(CaptureEvent event);

    /** Back to a value. */
    CaptureEvent decode(String json);
}

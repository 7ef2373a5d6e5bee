package org.oriel.api.redact;

import java.util.List;
import org.oriel.api.event.Sensitive;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a frame redactor may ask about text that it read.
 *
 * <p><b>What:</b> the installed detectors and the values that were masked in this session. <b>Threading:</b> only during
 * the call it was handed to, on its thread. <b>Errors:</b> {@link IllegalStateException} when nobody can judge, for
 * instance because a required detector is missing: let it through, the picture is then not kept. <b>Data:</b> nothing is
 * kept of the texts.
 */
@ProviderType
public interface PictureView {
    /** What is sensitive in each of {@code texts}, such as lines of text; one list a text, in their order. */
    List<List<Finding>> find(List<Sensitive> texts);
}

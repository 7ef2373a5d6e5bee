package org.oriel.host;

import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Documents about what is installed: notices, records, drafts of assessments.
 *
 * <p><b>What:</b> generated anew at every call. <b>Threading:</b> any. <b>Errors:</b> {@link IllegalStateException} when
 * a template is wrong. <b>Data:</b> no content; drafts for counsel, no legal advice.
 */
@ProviderType
public interface GovernancePack {
    /** Markdown by file name. */
    SortedMap<String, String> documents();
}

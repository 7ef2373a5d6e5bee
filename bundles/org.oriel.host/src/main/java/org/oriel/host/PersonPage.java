package org.oriel.host;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The person's page on this computer.
 *
 * <p><b>What:</b> ways into it; it exists while the page can be reached. <b>Threading:</b> any. <b>Errors:</b> see each.
 * <b>Data:</b> an address carries a token that lets in whoever has it first: for the person alone, never for a log.
 */
@ProviderType
public interface PersonPage {
    /** An address that works once, within some minutes. */
    String address();

    /**
     * A file that only its user can read and that leads a browser to {@link #address()}: unlike the address it can stand
     * in a command line, which other users see.
     */
    Path ticket() throws IOException;
}

package org.oriel.pipeline;

import java.util.UUID;
import java.util.function.Supplier;
import org.oriel.host.Admission;
import org.oriel.host.EventStore;
import org.osgi.service.log.Logger;

/**
 * What the pipeline is given from outside.
 *
 * @param settings configuration
 * @param clocks real or a test's
 * @param store where redacted events go
 * @param admission the policy
 * @param device random id of this installation
 * @param placeholders makes the names for the masked values of one capture session
 * @param name of this bundle, as the source of marks
 * @param logger never for content
 */
record Surroundings(
        Settings settings,
        Clocks clocks,
        EventStore store,
        Admission admission,
        UUID device,
        Supplier<Placeholders> placeholders,
        String name,
        Logger logger) {}

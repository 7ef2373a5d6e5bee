package org.oriel.export.parquet;

import java.io.IOException;
import org.oriel.api.export.Exporter;

/** The same contract where everything stays in the journal until the exporter stops. */
class JournalContractTest extends ParquetExporterContractTest {
    @Override
    protected Exporter start() throws IOException {
        return new ParquetExporter(
                new Settings(dir.resolve("out"), Settings.Images.NONE, 100_000, 8, 256, 60, System::currentTimeMillis));
    }
}

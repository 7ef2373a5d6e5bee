package org.oriel.redact.text;

import java.nio.file.Path;
import org.oriel.redact.rules.PackContract;

class PackTest extends PackContract {
    @Override
    protected Path packFolder() {
        return Path.of("src/main/resources/OSGI-INF/oriel/rules");
    }

    @Override
    protected Path casesFile() {
        return Path.of("src/test/resources/cases.jsonl");
    }

    @Override
    protected Path cleanFile() {
        return Path.of("src/test/resources/clean.txt");
    }
}

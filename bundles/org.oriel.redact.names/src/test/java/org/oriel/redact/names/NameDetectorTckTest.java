package org.oriel.redact.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.redact.TextDetector;
import org.oriel.tck.TextDetectorContract;

class NameDetectorTckTest extends TextDetectorContract {
    @TempDir
    private Path directory;

    @Override
    protected TextDetector detector() throws IOException {
        Files.writeString(
                directory.resolve("people.txt"), "# staff\nMara Jane Quill\nTheo van den Berg\nŁukasz Żółć\n");
        Files.writeString(directory.resolve("companies.txt"), "Brightwater Ltd.\nApple\nHarbor & Sons\n");
        Files.writeString(directory.resolve("customers.txt"), "Tidewell Foods\n");
        Files.writeString(directory.resolve("more.csv"), "name,class\n\"Nordlys\",PRODUCT\n");
        return new NameDetector(directory.toString(), true);
    }

    @Override
    protected List<Sample> samples() {
        return List.of(
                new Sample("mara jane quill", "mara jane quill", "PERSON"),
                new Sample("Mara Quill's offer", "Mara Quill", "PERSON"),
                new Sample("Quill, Mara", "Quill, Mara", "PERSON"),
                new Sample("M. Quill", "M. Quill", "PERSON"),
                new Sample("mquill@example.org", "mquill", "PERSON"),
                new Sample("Theo van den Berg", "Theo van den Berg", "PERSON"),
                new Sample("Lukasz Zolc", "Lukasz Zolc", "PERSON"),
                new Sample("Dr. Ottilie Wren", "Ottilie Wren", "PERSON"),
                new Sample("Hi Ottilie,", "Ottilie", "PERSON"),
                new Sample("assigned to Ottilie Wren", "Ottilie Wren", "PERSON"),
                new Sample("brightwater limited", "brightwater", "COMPANY"),
                new Sample("Apple", "Apple", "COMPANY"),
                new Sample("Harbor & Sons", "Harbor & Sons", "COMPANY"),
                new Sample("Wren and Larch GmbH", "Larch GmbH", "COMPANY"),
                new Sample("Tidewell Foods", "Tidewell Foods", "CUSTOMER"),
                new Sample("Customer: Larch Mills", "Larch Mills", "CUSTOMER"),
                new Sample("Nordlys", "Nordlys", "PRODUCT"),
                new Sample("see repo larch-mills/gauge", "larch-mills/gauge", "REPO"));
    }

    @Override
    protected List<String> cleanTexts() {
        return List.of(
                "",
                "an apple a day",
                "Mr. Speaker, Mr. President, and the Dear Leader",
                "The Martin Act and the Charles River are in Massachusetts.",
                "Dear all, please read src/main and the repo and/or wiki.",
                "Best regards to everyone at the harbor",
                "He said that Monday Morning is fine.",
                "Plan B: assigned to nobody",
                "From: Sales Team",
                "public final class NameDetector implements TextDetector {}",
                "quill pens and mara maps");
    }
}

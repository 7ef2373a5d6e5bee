package org.oriel.export.trajectory;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.ExportRecord;
import org.oriel.tck.FakeExportRecord;
import org.oriel.trajectory.GoldenSession;
import org.oriel.trajectory.Reduction;
import org.oriel.trajectory.dataset.Provenance;

/** What the tests of this bundle share. */
final class Fixture {
    private Fixture() {}

    static Settings settings(Path directory, Collection<String> dialects) {
        return settings(directory, dialects, Dialects.Options.DEFAULT, false);
    }

    static Settings settings(
            Path directory, Collection<String> dialects, Dialects.Options options, boolean finishWhenStopped) {
        List<Dialect> all = Dialects.of(new ArrayList<>(dialects), options);
        Provenance provenance = new Provenance("org.oriel.export.trajectory/0.1.0", "default@1", List.of(), "b5e7");
        return new Settings(directory, all, Reduction.DEFAULT, finishWhenStopped, provenance);
    }

    /** The golden session as the host hands it over, with a picture for each frame. */
    static List<ExportRecord> golden() {
        return records(1, GoldenSession.events());
    }

    static List<ExportRecord> records(long first, List<CaptureEvent> events) {
        List<ExportRecord> records = new ArrayList<>();
        for (CaptureEvent event : events) {
            records.add(new Pictured(FakeExportRecord.of(first + records.size(), event)));
        }
        return records;
    }

    /** A record whose frame has a picture. */
    record Pictured(FakeExportRecord record) implements ExportRecord {
        @Override
        public long position() {
            return record.position();
        }

        @Override
        public String id() {
            return record.id();
        }

        @Override
        public String json() {
            return record.json();
        }

        @Override
        public CaptureEvent event() {
            return record.event();
        }

        @Override
        public Optional<byte[]> picture() {
            return event().body() instanceof Frame frame && !frame.image().isEmpty()
                    ? Optional.of(png(frame))
                    : Optional.empty();
        }
    }

    /** A small picture in place of the large one: nobody here looks at pixels. The colour tells frames apart. */
    private static byte[] png(Frame frame) {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, frame.image().hashCode());
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON objects in the lines of a file. */
    static List<JsonObject> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    /** Files of a folder whose names end so, sorted. */
    static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}

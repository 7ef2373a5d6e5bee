package org.oriel.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.oriel.host.RecallLog;
import org.oriel.host.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code recall.jsonl}: a recall list in the form that data set folders read, which only grows. */
@Component(
        name = "org.oriel.delivery.recall",
        service = RecallLog.class,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RecallFile.Config.class)
public final class RecallFile implements RecallLog {
    /** Settings. */
    @ObjectClassDefinition(name = "Recall list", description = "What was taken back after it had left")
    public @interface Config {
        /** The list. */
        @AttributeDefinition(description = "Absolute path of the list, recall.jsonl in the data directory.")
        String file();
    }

    private final Path file;
    private final Clock clock;
    private final Object lock = new Object();

    /** For Declarative Services. */
    @Activate
    public RecallFile(Config config) {
        this(Path.of(java.util.Objects.requireNonNullElse(config.file(), "")), Clock.systemUTC());
    }

    RecallFile(Path file, Clock clock) {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("file=" + file + ", allowed: an absolute path");
        }
        this.file = file;
        this.clock = clock;
    }

    @Override
    public void taken(List<Taken> what, String reason) throws StoreException {
        List<String> lines = new ArrayList<>();
        for (Taken one : what) {
            StringBuilder line = new StringBuilder();
            if (one.events().isEmpty()) {
                line.append("{\"what\":\"span\",\"session\":").append(text(one.session()));
                line.append(",\"fromMillis\":").append(one.fromMillis());
                line.append(",\"toMillis\":").append(one.toMillis());
            } else {
                line.append("{\"what\":\"events\",\"session\":").append(text(one.session()));
                line.append(",\"events\":[");
                line.append(one.events().stream().map(RecallFile::text).collect(Collectors.joining(",")));
                line.append(']');
            }
            line.append(",\"left\":{");
            line.append(new TreeMap<>(one.left())
                    .entrySet().stream()
                            .map(each -> text(each.getKey()) + ":" + each.getValue())
                            .collect(Collectors.joining(",")));
            lines.add(line.append('}').append(end(reason)).toString());
        }
        add(lines);
    }

    @Override
    public void withdrawn(Collection<String> grants) throws StoreException {
        add(grants.stream()
                .map(grant -> "{\"what\":\"grant\",\"grant\":" + text(grant) + end("withdrawn"))
                .toList());
    }

    private String end(String reason) {
        return ",\"reason\":" + text(reason) + ",\"atMillis\":" + clock.millis() + "}";
    }

    /** Ids and constants; anything else would be wrong here. */
    private static String text(String id) {
        return "\"" + id.replaceAll("[^A-Za-z0-9._:-]", "_") + "\"";
    }

    private void add(List<String> lines) throws StoreException {
        if (lines.isEmpty()) {
            return;
        }
        synchronized (lock) {
            try {
                append(String.join("\n", lines) + "\n");
            } catch (IOException e) {
                throw new StoreException(
                        StoreException.Reason.IO,
                        "the recall list " + file + " cannot be written (" + e
                                + "): data that left already does not know what was taken back",
                        e);
            }
        }
    }

    private void append(String lines) throws IOException {
        boolean fresh = !Files.exists(file) || Files.size(file) == 0;
        String head = "{\"recall\":1,\"id\":\"" + UUID.randomUUID() + "\"}\n";
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                only("rw-------"))) {
            long end = whole(channel);
            // Half a line is what a crash left: nothing was promised about it.
            channel.truncate(end);
            channel.position(end);
            ByteBuffer bytes =
                    ByteBuffer.wrap((fresh || end == 0 ? head + lines : lines).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static long whole(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            if (channel.read(one, end - 1) == 1 && one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    private FileAttribute<?>[] only(String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

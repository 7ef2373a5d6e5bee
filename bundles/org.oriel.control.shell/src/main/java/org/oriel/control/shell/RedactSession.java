package org.oriel.control.shell;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.oriel.host.EventCodec;
import org.oriel.host.RedactionPreview;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What {@code oriel redact} does: shows what the installed filters mask in what somebody hands in, and ends. */
@Component(
        name = "org.oriel.control.shell.redact",
        service = RedactSession.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RedactSession.Config.class)
public final class RedactSession {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel redaction preview")
    public @interface Config {
        /** What the lines are. */
        @AttributeDefinition(description = "What the input is: text, json, typed or session.")
        String mode() default "text";

        /** Where they are. */
        @AttributeDefinition(description = "Path of a file or a folder of .jsonl files; - for standard input.")
        String input() default "-";
    }

    /** As detectors have in capture. */
    private static final long STACK_BYTES = 8L << 20;

    private final RedactionPreview preview;
    private final EventCodec codec;
    private final RedactLines.Mode mode;
    private final String input;
    private final IntConsumer exit;
    private final Thread thread;

    /**
     * Begins when the whole set is started.
     *
     * @param started the launcher's way to stop
     */
    @Activate
    public RedactSession(
            Config config,
            @Reference RedactionPreview preview,
            @Reference EventCodec codec,
            @Reference(target = "(oriel.started=true)") IntConsumer started) {
        this.preview = preview;
        this.codec = codec;
        this.mode = RedactLines.Mode.valueOf(config.mode().toUpperCase(Locale.ROOT));
        this.input = config.input();
        this.exit = started;
        this.thread = new Thread(null, this::run, "oriel-redact", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it. */
    @Deactivate
    public void close() {
        thread.interrupt();
    }

    private void run() {
        int code;
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        try {
            RedactLines lines = new RedactLines(preview, codec, mode, out, System.err);
            read(lines);
            code = lines.end();
        } catch (IllegalStateException e) {
            // A filter that capture requires is not there.
            System.err.println("oriel: redact: " + e.getMessage());
            code = CommandFailure.ENVIRONMENT;
        } catch (NoSuchFileException e) {
            System.err.println("oriel: redact: " + input + " does not exist");
            code = CommandFailure.ENVIRONMENT;
        } catch (IOException e) {
            // A decoding error names a position, never content.
            System.err.println("oriel: redact: " + input + " cannot be read: "
                    + e.getClass().getSimpleName());
            code = CommandFailure.ENVIRONMENT;
        }
        out.flush();
        if (out.checkError()) {
            code = CommandFailure.ENVIRONMENT;
        }
        int result = code;
        new Thread(() -> exit.accept(result), "oriel-exit").start();
    }

    private void read(RedactLines lines) throws IOException {
        if (input.equals("-")) {
            all(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8), lines);
            return;
        }
        for (Path file : files(Path.of(input))) {
            try (Reader reader = Files.newBufferedReader(file)) {
                all(reader, lines);
            }
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static void all(Reader reader, RedactLines lines) throws IOException {
        BufferedReader buffered = new BufferedReader(reader);
        for (String line = buffered.readLine(); line != null; line = buffered.readLine()) {
            lines.line(line);
        }
    }
}

package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Subject;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.Image;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;

class FrameCommandsTest {
    private static final UUID OLD = new UUID(0xaaaaL << 48, 1);
    private static final UUID NEW = new UUID(0xbbbbL << 48, 2);
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;

    @TempDir
    Path folder;

    private final List<CaptureEvent> events = new ArrayList<>();
    private final Map<String, byte[]> stored = new HashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Optional<Pictures> pictures = Optional.of(id -> Optional.ofNullable(stored.get(id)));

    /** A line is the number of its event, with what the real JSON is looked at for. */
    private final EventCodec codec = new EventCodec() {
        @Override
        public String encode(CaptureEvent event) {
            return events.indexOf(event) + " \"session\":\"" + event.session() + "\" \"type\":\""
                    + event.body().type() + "\"";
        }

        @Override
        public CaptureEvent decode(String json) {
            return events.get(Integer.parseInt(json.substring(0, json.indexOf(' '))));
        }
    };

    private void event(UUID session, EventBody body) {
        events.add(new CaptureEvent(
                "e" + events.size(),
                session,
                new UUID(0, 9),
                new EventTime(0, 1_795_219_200_000L + events.size() * 1000L),
                "test/1",
                Actor.HUMAN,
                new Subject("", "", ""),
                "p",
                "g",
                "ai-training",
                List.of(),
                body));
    }

    private void frame(UUID session, String id, String image, String missing) throws IOException {
        Rect area = new Rect(1000, 0, WIDTH, HEIGHT);
        event(
                session,
                new Frame(
                        id,
                        image,
                        area,
                        "action",
                        List.of(),
                        List.of(new Frame.Shown(new Rect(1010, 10, 150, 80), "w1", "/usr/bin/mouse\u001bpad")),
                        List.of(
                                new FrameMask(new Rect(1020, 20, 40, 10), "EMAIL", "email"),
                                new FrameMask(new Rect(1020, 40, 40, 10), "TEXT", "default-deny"),
                                new FrameMask(new Rect(1020, 60, 40, 10), "TEXT", "default-deny")),
                        missing));
        if (!image.isEmpty() && !image.equals("gone")) {
            stored.put(image, png());
        }
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private void sample() throws IOException {
        frame(OLD, "f1", "aa", "");
        event(OLD, new Clipboard("copy"));
        frame(OLD, "f2", "", "busy");
        frame(NEW, "f1", "bb", "");
        frame(NEW, "f2", "bb", "");
        frame(NEW, "f3", "gone", "");
    }

    private EventStore store() {
        return (EventStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("image")) {
                        String id = (String) arguments[0];
                        return Optional.ofNullable(stored.get(id))
                                .map(png -> new Image(
                                        id,
                                        "",
                                        WIDTH,
                                        HEIGHT,
                                        List.of(new Image.Patch(new Rect(0, 0, WIDTH, HEIGHT), "png", png))));
                    }
                    if (!method.getName().equals("read")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    // Blocks of two events.
                    long after = (Long) arguments[0];
                    if (after >= events.size()) {
                        return List.of();
                    }
                    List<CaptureEvent> block = events.subList((int) after, (int) Math.min(events.size(), after + 2));
                    return List.of(new EventStore.Block(
                            after + 1,
                            after + block.size(),
                            "ai-training",
                            "g",
                            block.stream().map(codec::encode).toList(),
                            ""));
                });
    }

    private String run(String command, String frame, String session, int last, Path out, boolean json)
            throws CommandFailure {
        printed.reset();
        new FrameCommands(store(), codec, () -> pictures, new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(new FrameCommands.Request(command, frame, session, last, out.toString(), json));
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String list(String session, int last, boolean json) throws CommandFailure {
        return run("list", "", session, last, Path.of(""), json);
    }

    private void fails(int exit, String message, Call call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(exit))
                .hasMessageContaining(message);
    }

    private interface Call {
        void run() throws Exception;
    }

    @Test
    void listsWhatIsStoredOldestFirst() throws Exception {
        sample();
        String all = list("", 0, false);
        assertThat(all.lines()).hasSize(6);
        assertThat(all.lines().skip(1).map(line -> line.split(" +")[2])).containsExactly("f1", "f2", "f1", "f2", "f3");
        assertThat(all)
                .contains("200x100", "w1 /usr/bin/mouse?pad", "EMAIL 1, TEXT 2", "busy", "gone", "aaaa0000")
                .doesNotContain("\u001b");
        assertThat(list("bbbb", 0, false).lines()).hasSize(4);
        assertThat(list("", 2, false).lines().skip(1).map(line -> line.split(" +")[2]))
                .containsExactly("f2", "f3");
        assertThat(list("aaaa", 1, false)).contains("busy").doesNotContain("bbbb");
    }

    @Test
    void listsForMachines() throws Exception {
        sample();
        List<JsonObject> all = list("", 0, true)
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(all).hasSize(5);
        assertThat(all.get(0).get("session").getAsString()).isEqualTo(OLD.toString());
        assertThat(all.get(0).get("bytes").getAsLong()).isEqualTo(stored.get("aa").length);
        assertThat(all.get(0).getAsJsonArray("masks")).hasSize(3);
        assertThat(all.get(0).get("stored").getAsBoolean()).isTrue();
        assertThat(all.get(1).get("missing").getAsString()).isEqualTo("busy");
        assertThat(all.get(4).get("stored").getAsBoolean()).isFalse();
    }

    @Test
    void saysWhenThereIsNothing() throws Exception {
        assertThat(list("", 0, false)).isEqualTo("no frames\n");
        assertThat(list("", 0, true)).isEmpty();
        event(OLD, new Clipboard("copy"));
        assertThat(list("aaaa", 0, false)).isEqualTo("no frames\n");
        fails(1, "no session cccc", () -> list("cccc", 0, false));
        fails(1, "no frames are stored", () -> run("export", "", "", 0, folder.resolve("out"), false));
        assertThat(folder.resolve("out")).doesNotExist();
        fails(1, "no frame f1 is stored", () -> run("show", "f1", "", 0, folder, false));
        fails(2, "allowed: list show export masks", () -> run("hide", "", "", 0, folder, false));
    }

    @Test
    void showsTheNewestOfThatName() throws Exception {
        sample();
        assertThat(run("show", "f1", "", 0, folder, false))
                .contains("f1 of session " + NEW)
                .contains("mask       40x10 at 1020,20  EMAIL  by email")
                .contains("shown      150x80 at 1010,10  w1  admitted as /usr/bin/mouse?pad");
        assertThat(run("show", "f1", "aaaa", 0, folder, false)).contains("f1 of session " + OLD);
        assertThat(run("show", "f2", "aaaa", 0, folder, true)).contains("\"missing\":\"busy\"");
        fails(1, "no frame f9 of session aaaa", () -> run("show", "f9", "aaaa", 0, folder, false));
    }

    @Test
    void exportsWhatIsNotThereYetForItsUserAlone() throws Exception {
        sample();
        Path out = folder.resolve("deep/out");
        assertThat(run("export", "", "aaaa", 0, out, false))
                .contains("Wrote 1 pictures")
                .contains("1 frames have none");
        Path first = out.resolve(OLD + "-f1.png");
        assertThat(first).hasBinaryContent(stored.get("aa"));
        Files.write(first, new byte[] {1});
        assertThat(run("export", "", "", 0, out, false))
                .contains("Wrote 2 pictures")
                .contains("1 were there");
        assertThat(first).as("only new files").hasBinaryContent(new byte[] {1});

        List<String> index = Files.readAllLines(out.resolve("index.jsonl"));
        assertThat(index.stream()
                        .map(line -> JsonParser.parseString(line)
                                .getAsJsonObject()
                                .get("file")
                                .getAsString()))
                .containsExactly(OLD + "-f1.png", NEW + "-f1.png", NEW + "-f2.png");
        assertThat(mode(out)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
                assertThat(file.toString()).doesNotContain("partial");
            }
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void anIndexThatWasCutOffIsCompleted() throws Exception {
        sample();
        Path out = folder.resolve("out");
        run("export", "", "", 0, out, false);
        Path index = out.resolve("index.jsonl");
        Files.writeString(index, Files.readString(index).substring(0, 30));
        assertThat(run("export", "", "", 0, out, false)).contains("Wrote 0 pictures");
        assertThat(Files.readString(index)).contains(OLD + "-f1.png\"", NEW + "-f1.png\"", NEW + "-f2.png\"");
    }

    @Test
    void aFolderOfSomebodyElseIsLeftAlone() throws Exception {
        sample();
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("letter.txt"), "mine");
        fails(4, "is not empty", () -> run("export", "", "", 0, other, false));
        fails(4, "is a file", () -> run("export", "", "", 0, other.resolve("letter.txt"), false));
        try (Stream<Path> files = Files.list(other)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void drawsEveryMaskAndALegend() throws Exception {
        sample();
        Path file = folder.resolve("map.png");
        assertThat(run("masks", "f1", "aaaa", 0, file, false)).contains("EMAIL 1, TEXT 2");
        BufferedImage map = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
        assertThat(map.getWidth()).isGreaterThanOrEqualTo(WIDTH);
        assertThat(map.getHeight()).isGreaterThan(HEIGHT);
        assertThat(rgb(map, 20, 20))
                .as("outline of the first mask")
                .isEqualTo(MaskMap.colour(0).getRGB());
        assertThat(rgb(map, 59, 45))
                .as("right edge of the second")
                .isEqualTo(MaskMap.colour(1).getRGB());
        assertThat(rgb(map, 40, 65)).as("inside the third").isEqualTo(0xff000000);
        assertThat(rgb(map, 14, HEIGHT + 10 + 24 + 5))
                .as("legend of EMAIL")
                .isEqualTo(MaskMap.colour(0).getRGB());
        assertThat(mode(file)).isEqualTo("rw-------");
        fails(4, "exists", () -> run("masks", "f1", "aaaa", 0, file, false));
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y);
    }

    @Test
    void saysWhyThereIsNoMap() throws Exception {
        sample();
        Path file = folder.resolve("map.png");
        fails(1, "f2 has no picture: busy", () -> run("masks", "f2", "aaaa", 0, file, false));
        fails(1, "is gone", () -> run("masks", "f3", "", 0, file, false));
        fails(4, "cannot be written", () -> run("masks", "f1", "", 0, folder.resolve("none/map.png"), false));
        pictures = Optional.empty();
        fails(4, "org.oriel.frames", () -> run("masks", "f1", "", 0, file, false));
        pictures = Optional.of(id -> {
            throw new StoreException(StoreException.Reason.KEY, "the key does not open it");
        });
        fails(4, "the key does not open it", () -> run("masks", "f1", "", 0, file, false));
        assertThat(file).doesNotExist();
    }
}

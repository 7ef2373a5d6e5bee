package org.oriel.redact.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Rect;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.Picture;
import org.oriel.api.redact.PictureView;
import org.oriel.api.redact.TextPolicy;
import org.oriel.tck.CapturingLogger;

class TesseractRedactorTest {
    private static final Pattern CARD = Pattern.compile("\\d{4} \\d{4} \\d{4} \\d{4}");
    private static final PictureView CARDS = texts -> {
        List<List<Finding>> all = new ArrayList<>();
        texts.forEach(text -> {
            List<Finding> found = new ArrayList<>();
            Matcher matcher = CARD.matcher(text.reveal());
            while (matcher.find()) {
                found.add(new Finding(matcher.start(), matcher.end(), "CREDIT_CARD", "card"));
            }
            all.add(found);
        });
        return all;
    };

    private final CapturingLogger log = new CapturingLogger();
    private TesseractRedactor redactor;

    private TesseractRedactor redactor(String data, int millis) {
        return new TesseractRedactor("eng", data, new Vocabulary(List.of(), ""), 60, millis, 1000, log.logger());
    }

    private static void needTesseract() {
        try {
            Reader.open("", "eng").close();
        } catch (IllegalStateException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    @BeforeEach
    void open() {
        redactor = redactor("", 25_000);
    }

    @AfterEach
    void close() {
        redactor.close();
        assertThat(log.lines()).noneMatch(line -> line.contains("Marlowe") || line.contains("4111"));
    }

    private static TestScreen mail(TestScreen screen, int scale) {
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 13 * scale);
        Font bold = new Font(Font.SANS_SERIF, Font.BOLD, 20 * scale);
        Font mono = new Font(Font.MONOSPACED, Font.PLAIN, 13 * scale);
        return screen.write("File Edit View", 20 * scale, 30 * scale, plain)
                .write("Vendor invoice", 20 * scale, 80 * scale, bold)
                .write("From: Quentin Marlowe", 20 * scale, 120 * scale, plain)
                .write("quentin.marlowe@example.org", 20 * scale, 150 * scale, plain)
                .write("please see the report from sk-proj-3jk5Gz8N2TY6nLDDnziK", 20 * scale, 180 * scale, mono)
                .write("Cancel", 20 * scale, 230 * scale, plain);
    }

    private void mailIsMasked(TestScreen screen) {
        List<FrameMask> masks = redactor.masks(screen.picture(TextPolicy.DEFAULT_DENY), TestScreen.NOTHING);
        assertThat(screen.masked(masks))
                .containsExactlyInAnyOrder(
                        "Quentin", "Marlowe", "quentin.marlowe@example.org", "sk-proj-3jk5Gz8N2TY6nLDDnziK");
        assertThat(screen.kept(masks))
                .contains("File", "Edit", "View", "Vendor", "invoice", "please", "see", "the", "report", "Cancel");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void keepsPlainWordsOnly(int scale) {
        needTesseract();
        mailIsMasked(mail(new TestScreen(700 * scale, 260 * scale, Color.WHITE, Color.BLACK), scale));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsDarkThemes(int scale) {
        needTesseract();
        mailIsMasked(mail(new TestScreen(700 * scale, 260 * scale, new Color(0x1E1E2A), new Color(0xC8D0D8)), scale));
    }

    @Test
    void readsColoursOfEqualBrightness() {
        needTesseract();
        mailIsMasked(mail(new TestScreen(700, 260, new Color(0x0060C0), new Color(0xFFD0A0)), 1));
    }

    @Test
    void masksChannelsBehindTheirSign() {
        needTesseract();
        TestScreen screen = TestScreen.light().write("# marketing", 20, 40).write("marketing report", 20, 90);
        List<FrameMask> masks = redactor.masks(screen.picture(TextPolicy.DEFAULT_DENY), TestScreen.NOTHING);
        // The map of words holds the last place of a word, so the channel is looked for by its own place.
        assertThat(masks).anyMatch(mask -> Box.of(mask.rect()).contains(new Box(40, 32, 100, 39)));
        assertThat(screen.kept(masks)).contains("marketing", "report");
    }

    @Test
    void masksWritingThatNobodyReads() {
        needTesseract();
        TestScreen screen = TestScreen.light();
        Random random = new Random(7);
        screen.graphics().setColor(Color.BLACK);
        for (int letter = 0; letter < 12; letter++) {
            for (int stroke = 0; stroke < 4; stroke++) {
                screen.graphics()
                        .drawLine(
                                50 + letter * 16 + random.nextInt(13),
                                100 + random.nextInt(14),
                                50 + letter * 16 + random.nextInt(13),
                                100 + random.nextInt(14));
            }
        }
        List<FrameMask> masks = redactor.masks(screen.picture(TextPolicy.DEFAULT_DENY), TestScreen.NOTHING);
        int[] pixels = screen.pixels();
        for (FrameMask mask : masks) {
            Box box = Box.of(mask.rect());
            for (int y = box.top(); y < box.bottom(); y++) {
                for (int x = box.left(); x < box.right(); x++) {
                    pixels[y * 800 + x] = 0xFFFFFF;
                }
            }
        }
        long left = Arrays.stream(pixels).filter(p -> p != 0xFFFFFF).count();
        assertThat(left).isZero();
    }

    @Test
    void masksWhatIsFoundAndNothingElse() {
        needTesseract();
        TestScreen screen = TestScreen.light()
                .write("Card number 4111 1111 1111 1111 of Marlowe", 20, 60)
                .write("Pay now", 20, 120);
        List<FrameMask> masks = redactor.masks(screen.picture(TextPolicy.MASK_DETECTED), CARDS);
        assertThat(screen.masked(masks)).containsExactly("4111", "1111");
        assertThat(screen.kept(masks)).contains("Card", "number", "Marlowe", "Pay", "now");
        assertThat(masks)
                .allMatch(
                        mask -> mask.type().equals("CREDIT_CARD") && mask.rule().equals("card"));
    }

    @Test
    void secondLookIsTheSame() {
        needTesseract();
        TestScreen screen = mail(new TestScreen(700, 260, Color.WHITE, Color.BLACK), 1);
        Picture picture = screen.picture(TextPolicy.DEFAULT_DENY);
        assertThat(redactor.masks(picture, TestScreen.NOTHING)).isEqualTo(redactor.masks(picture, TestScreen.NOTHING));
    }

    @Test
    void coversWhatThereWasNoTimeToRead() {
        needTesseract();
        TestScreen screen = TestScreen.light();
        Random random = new Random(3);
        for (int line = 0; line < 24; line++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 14; word++) {
                text.append(random.ints(6, 'a', 'z')
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append))
                        .append(' ');
            }
            screen.write(text.toString().trim(), 5, 15 + line * 16, new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        }
        try (Closing hasty = new Closing(redactor("", 100))) {
            List<FrameMask> masks =
                    hasty.redactor().masks(screen.picture(TextPolicy.MASK_DETECTED), TestScreen.NOTHING);
            assertThat(masks)
                    .anyMatch(mask ->
                            mask.type().equals("UNREADABLE") && mask.rule().equals("late"));
        }
    }

    private record Closing(TesseractRedactor redactor) implements AutoCloseable {
        @Override
        public void close() {
            redactor.close();
        }
    }

    @Test
    void blankAndKeepAllNeedNoReader() {
        TesseractRedactor without = redactor("/nonexistent", 1000);
        Rect left = new Rect(0, 0, 400, 400);
        Rect right = new Rect(400, 0, 400, 400);
        Picture picture = new Picture(
                800,
                400,
                TestScreen.light().write("Marlowe", 10, 40).pixels(),
                List.of(
                        new Picture.Area(left, "w1", "a", TextPolicy.BLANK),
                        new Picture.Area(right, "w2", "b", TextPolicy.KEEP_ALL)),
                List.of());
        assertThat(without.masks(picture, TestScreen.NOTHING)).containsExactly(new FrameMask(left, "TEXT", "blank"));
    }

    @Test
    void withoutDataNoPictureGoesThrough() {
        Picture picture = TestScreen.light().write("Marlowe", 10, 40).picture(TextPolicy.MASK_DETECTED);
        TesseractRedactor without = redactor("/nonexistent", 1000);
        assertThatThrownBy(() -> without.masks(picture, TestScreen.NOTHING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tesseract-ocr");
    }

    @Test
    void whoCannotJudgeStopsThePicture() {
        needTesseract();
        Picture picture = TestScreen.light().write("Marlowe", 10, 40).picture(TextPolicy.MASK_DETECTED);
        assertThatThrownBy(() -> redactor.masks(picture, texts -> {
                    throw new IllegalStateException("a required detector is missing");
                }))
                .hasMessage("a required detector is missing");
        assertThatThrownBy(() -> redactor.masks(picture, texts -> List.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closedItReadsNoMore() {
        redactor.close();
        Picture picture = TestScreen.light().write("Marlowe", 10, 40).picture(TextPolicy.MASK_DETECTED);
        assertThatThrownBy(() -> redactor.masks(picture, TestScreen.NOTHING)).hasMessage("the redactor is gone");
    }

    @Test
    void wrongSettingsAreNamed() {
        Vocabulary words = new Vocabulary(List.of(), "");
        assertThatThrownBy(() -> new TesseractRedactor("eng;x", "", words, 60, 1000, 10, log.logger()))
                .hasMessageContaining("languages eng;x, allowed");
        assertThatThrownBy(() -> new TesseractRedactor("eng", "", words, 101, 1000, 10, log.logger()))
                .hasMessage("confidencePercent 101, allowed: 0 to 100");
        assertThatThrownBy(() -> new TesseractRedactor("eng", "", words, 60, 10, 10, log.logger()))
                .hasMessage("readMillis 10, allowed: 100 to 25000");
        assertThatThrownBy(() -> new TesseractRedactor("eng", "", words, 60, 1000, -1, log.logger()))
                .hasMessage("rememberedWords -1, allowed: 0 to 1000000");
    }
}

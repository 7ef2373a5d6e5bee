package org.oriel.redact.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.FrameMask;
import org.oriel.api.redact.FrameRedactor;
import org.oriel.api.redact.Picture;
import org.oriel.api.redact.PictureView;
import org.oriel.api.redact.TextPolicy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Masks text in pictures by the text policy of each area, with the Tesseract of the system. */
@Component(name = "org.oriel.redact.frame", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TesseractRedactor.Config.class)
public final class TesseractRedactor implements FrameRedactor {
    /** Settings. */
    @ObjectClassDefinition(name = "Text in frames")
    @interface Config {
        /** What is read, in Tesseract's names. */
        @AttributeDefinition(description = "languages that are read, such as eng or eng+deu")
        String languages() default "eng";

        /** Where Tesseract's trained data is; empty for the system's place. */
        @AttributeDefinition(description = "folder of Tesseract's trained data, or nothing")
        String trainedData() default "";

        /** Word lists, a word a line; the first that exists counts. */
        @AttributeDefinition(description = "word lists; the first that exists counts")
        String[] dictionaries() default {"/usr/share/dict/american-english-small", "/usr/share/dict/american-english"};

        /** Further words of user interfaces, such as those of one's own programs. */
        @AttributeDefinition(description = "file with further words that stay, or nothing")
        String vocabulary() default "";

        /** A word that was read with less confidence does not stay under {@code DEFAULT_DENY}. */
        @AttributeDefinition(description = "confidence from which a word may stay, 0 to 100")
        int confidencePercent() default 60;

        /** What was not read by then is masked. */
        @AttributeDefinition(description = "reading time for a picture, 100 to 25000")
        int readMillis() default 15_000;

        /** Readings that are kept, sealed, so that nothing is read twice. */
        @AttributeDefinition(description = "words that are remembered, 0 to 1000000")
        int rememberedWords() default 50_000;
    }

    private final String languages;
    private final String trainedData;
    private final long readNanos;
    private final DefaultDeny rules;
    private final Readings readings;

    /** Guards the reader and the readings: an overrun call may still be at work when the next one comes. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Reader reader;
    private volatile boolean closed;

    @Activate
    public TesseractRedactor(Config config, @Reference(service = LoggerFactory.class) Logger log) {
        this(
                config.languages(),
                config.trainedData(),
                new Vocabulary(List.of(config.dictionaries()), config.vocabulary()),
                config.confidencePercent(),
                config.readMillis(),
                config.rememberedWords(),
                log);
    }

    TesseractRedactor(
            String languages,
            String trainedData,
            Vocabulary vocabulary,
            int confidencePercent,
            int readMillis,
            int rememberedWords,
            Logger log) {
        if (!languages.matches("[a-zA-Z_]+(\\+[a-zA-Z_]+)*")) {
            throw new IllegalArgumentException(
                    "languages " + languages + ", allowed: Tesseract's names, joined by +, such as eng+deu");
        }
        this.languages = languages;
        this.trainedData = trainedData;
        this.rules = new DefaultDeny(vocabulary, within("confidencePercent", confidencePercent, 0, 100));
        this.readNanos = TimeUnit.MILLISECONDS.toNanos(within("readMillis", readMillis, 100, 25_000));
        this.readings = new Readings(within("rememberedWords", rememberedWords, 0, 1_000_000));
        if (!vocabulary.hasDictionary()) {
            log.warn("no word list is installed: under default-deny only words of user interfaces stay;"
                    + " install the Debian package wamerican-small");
        }
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + ", allowed: " + least + " to " + most);
        }
        return value;
    }

    @Override
    public Set<String> classes() {
        return Set.of("TEXT", "UNREADABLE", "NUMBER", "SECRET");
    }

    @Override
    public List<FrameMask> masks(Picture picture, PictureView view) {
        List<FrameMask> masks = new ArrayList<>();
        List<Picture.Area> read = new ArrayList<>();
        for (Picture.Area area : picture.areas()) {
            if (area.text() == TextPolicy.BLANK) {
                masks.add(new FrameMask(area.rect(), "TEXT", "blank"));
            } else if (area.text() != TextPolicy.KEEP_ALL) {
                read.add(area);
            }
        }
        if (read.isEmpty()) {
            return masks;
        }
        if (!lock.tryLock()) {
            throw new IllegalStateException("the picture before is still being read");
        }
        try {
            long until = System.nanoTime() + readNanos;
            TextReader text = new TextReader(reader(), readings);
            for (Picture.Area area : read) {
                masks.addAll(area(picture, area, text, view, until));
            }
            return masks;
        } finally {
            free();
            lock.unlock();
        }
    }

    private Reader reader() {
        if (closed) {
            throw new IllegalStateException("the redactor is gone");
        }
        Reader open = reader;
        if (open == null) {
            open = Reader.open(trainedData, languages);
            reader = open;
        }
        return open;
    }

    private List<FrameMask> area(Picture picture, Picture.Area area, TextReader text, PictureView view, long until) {
        Box bounds = new Box(0, 0, picture.width(), picture.height());
        Box part = Box.of(area.rect()).within(bounds);
        if (part.isEmpty()) {
            return List.of();
        }
        Layout layout = Layout.of(picture.pixels(), picture.width(), part);
        List<ReadLine> lines = text.read(picture.pixels(), picture.width(), part, layout.lines(), until);
        MaskList masks = new MaskList(part);
        if (area.text() == TextPolicy.DEFAULT_DENY) {
            Map<Word, Detected.Reason> found = Detected.found(lines, view);
            for (ReadLine line : lines) {
                masks.denied(
                        line, rules.kept(line, box -> Tile.isPhoto(picture.pixels(), picture.width(), box)), found);
            }
            layout.textures().forEach(masks::texture);
        } else {
            Map<Word, Detected.Reason> found = Detected.of(lines, view);
            lines.forEach(line -> masks.found(line, found));
        }
        return masks.list();
    }

    /** Ends the reader; one that is at work ends itself when it is done. */
    @Deactivate
    public void close() {
        closed = true;
        try {
            if (lock.tryLock(2, TimeUnit.SECONDS)) {
                try {
                    free();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void free() {
        Reader open = reader;
        if (closed && open != null) {
            reader = null;
            open.close();
            readings.wipe();
        }
    }
}

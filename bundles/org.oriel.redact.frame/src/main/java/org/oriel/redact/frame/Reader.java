package org.oriel.redact.frame;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One Tesseract that reads lines. Not for several threads at once. */
final class Reader implements AutoCloseable {
    /**
     * A character, or several that are read as one.
     *
     * @param left in the strip
     * @param right in the strip
     * @param text raw content
     * @param confidence of its word, 0 to 100
     * @param begins whether a word begins with it
     */
    record Symbol(int left, int right, String text, float confidence, boolean begins) {}

    /** The library gives up by abort() on sizes that it does not expect, which would end the JVM. */
    private static final int LARGEST = 1 << 15;

    private final long api;
    private final int[] left = new int[1];
    private final int[] top = new int[1];
    private final int[] right = new int[1];
    private final int[] bottom = new int[1];

    private Reader(long api) {
        this.api = api;
    }

    /**
     * Starts one; about 50 ms and 30 MB.
     *
     * @param folder of the trained data, empty for the library's own
     * @param languages such as {@code eng} or {@code eng+deu}
     * @throws IllegalStateException naming what to install
     */
    static Reader open(String folder, String languages) {
        Libtesseract.require();
        long api = Libtesseract.TessBaseAPICreate();
        if (Libtesseract.TessBaseAPIInit3(api, folder.isEmpty() ? null : folder, languages) != 0) {
            Libtesseract.TessBaseAPIDelete(api);
            throw new IllegalStateException("Tesseract has no data for languages " + languages
                    + (folder.isEmpty() ? "" : " in " + folder) + ": install the Debian packages "
                    + Libtesseract.PACKAGES + ", or tesseract-ocr-LANGUAGE");
        }
        Libtesseract.TessBaseAPISetVariable(api, "debug_file", "/dev/null");
        // Tiles are dark on light already; a second look at the negative would only cost.
        Libtesseract.TessBaseAPISetVariable(api, "tessedit_do_invert", "0");
        Libtesseract.TessBaseAPISetPageSegMode(api, Libtesseract.SINGLE_LINE);
        return new Reader(api);
    }

    /** What stands in a strip, left to right. */
    List<Symbol> read(Strip strip) {
        if (strip.width() > LARGEST || strip.height() > LARGEST || strip.width() < 3 || strip.height() < 3) {
            return List.of();
        }
        Libtesseract.TessBaseAPISetImage(api, strip.grey(), strip.width(), strip.height(), 1, strip.width());
        Libtesseract.TessBaseAPISetSourceResolution(api, 300);
        try {
            return Libtesseract.TessBaseAPIRecognize(api, 0) == 0 ? symbols() : List.of();
        } finally {
            Libtesseract.TessBaseAPIClear(api);
        }
    }

    private List<Symbol> symbols() {
        long iterator = Libtesseract.TessBaseAPIGetIterator(api);
        if (iterator == 0) {
            return List.of();
        }
        List<Symbol> symbols = new ArrayList<>();
        try {
            long page = Libtesseract.TessResultIteratorGetPageIteratorConst(iterator);
            do {
                String text = text(iterator);
                if (!text.isBlank()
                        && Libtesseract.TessPageIteratorBoundingBox(page, Libtesseract.SYMBOL, left, top, right, bottom)
                                != 0) {
                    symbols.add(new Symbol(
                            left[0],
                            right[0],
                            text,
                            Libtesseract.TessResultIteratorConfidence(iterator, Libtesseract.WORD),
                            Libtesseract.TessPageIteratorIsAtBeginningOf(page, Libtesseract.WORD) != 0));
                }
            } while (Libtesseract.TessResultIteratorNext(iterator, Libtesseract.SYMBOL) != 0);
        } finally {
            Libtesseract.TessResultIteratorDelete(iterator);
        }
        return symbols;
    }

    private static String text(long iterator) {
        long text = Libtesseract.TessResultIteratorGetUTF8Text(iterator, Libtesseract.SYMBOL);
        if (text == 0) {
            return "";
        }
        try {
            return new Pointer(text).getString(0, StandardCharsets.UTF_8.name());
        } finally {
            Libtesseract.TessDeleteText(text);
        }
    }

    @Override
    public void close() {
        Libtesseract.TessBaseAPIEnd(api);
        Libtesseract.TessBaseAPIDelete(api);
    }
}

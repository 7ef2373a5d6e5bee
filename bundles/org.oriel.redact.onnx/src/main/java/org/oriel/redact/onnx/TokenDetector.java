package org.oriel.redact.onnx;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds what a token classifier in ONNX form finds; the deployment brings model, vocabulary, labels and runtime. */
@Component(name = "org.oriel.redact.onnx", immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TokenDetector.Config.class)
public final class TokenDetector implements TextDetector {
    /** Settings. */
    @ObjectClassDefinition(name = "Token classifier")
    @interface Config {
        /** Where the model is. */
        @AttributeDefinition(
                description = "Absolute path of a folder with model.onnx, vocab.txt, labels.json and onnxruntime*.jar")
        String directory();

        /** Pieces that the model sees at once. */
        @AttributeDefinition(description = "Pieces of text that the model sees at once, 16 to 512")
        int windowPieces() default 128;
    }

    /** {@code labels.json}. */
    private static final class Labels {
        @Nullable
        List<String> labels;

        @Nullable
        Map<String, String> classes;

        boolean lowerCase;
    }

    private static final String NONE = "O";
    private static final int LEAST_WINDOW = 16;
    private static final int MOST_WINDOW = 512;
    /** A window begins this share of its length before the last one ended, so that nothing is seen without its context. */
    private static final int OVERLAP = 4;

    private final OnnxModel model;
    private final WordPiece pieces;
    private final List<String> labels;
    private final Map<String, String> classes;
    private final int window;

    /** Loads the model. */
    @Activate
    public TokenDetector(Config config) throws IOException {
        this(Path.of(config.directory()), config.windowPieces());
    }

    TokenDetector(Path directory, int windowPieces) throws IOException {
        if (!directory.isAbsolute() || !Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    "directory=" + directory + ", allowed: the absolute path of a folder that is there");
        }
        if (windowPieces < LEAST_WINDOW || windowPieces > MOST_WINDOW) {
            throw new IllegalArgumentException("windowPieces=" + windowPieces + ", allowed: 16 to 512");
        }
        Labels read = read(directory.resolve("labels.json"));
        labels = List.copyOf(java.util.Objects.requireNonNull(read.labels));
        classes = read.classes == null ? Map.of() : Map.copyOf(read.classes);
        window = windowPieces;
        pieces = new WordPiece(directory.resolve("vocab.txt"), read.lowerCase);
        model = new OnnxModel(directory);
    }

    private static Labels read(Path file) throws IOException {
        Labels read;
        try {
            read = new Gson().fromJson(Files.readString(file), Labels.class);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(file + " is no JSON object", e);
        }
        if (read == null || read.labels == null || read.labels.isEmpty()) {
            throw new IllegalArgumentException(file + " has no labels, allowed: {\"labels\":[\"O\",\"B-PER\",…]}");
        }
        return read;
    }

    /** The model goes. */
    @Deactivate
    public void close() throws IOException {
        model.close();
    }

    @Override
    public Set<String> classes() {
        Set<String> all = new TreeSet<>();
        for (String label : labels) {
            if (!label.equals(NONE)) {
                all.add(type(label));
            }
        }
        return Set.copyOf(all);
    }

    @Override
    public List<Finding> detect(Sensitive text) {
        List<WordPiece.Piece> all = pieces.split(text.reveal());
        List<Finding> found = new ArrayList<>();
        int room = window - 2;
        int step = room - room / OVERLAP;
        for (int from = 0; from < all.size(); from += step) {
            found.addAll(findings(all.subList(from, Math.min(all.size(), from + room))));
            if (from + room >= all.size()) {
                break;
            }
        }
        return found;
    }

    private List<Finding> findings(List<WordPiece.Piece> seen) {
        long[] ids = new long[seen.size() + 2];
        ids[0] = pieces.id("[CLS]");
        ids[ids.length - 1] = pieces.id("[SEP]");
        for (int i = 0; i < seen.size(); i++) {
            ids[i + 1] = seen.get(i).id();
        }
        float[][] scores = model.scores(ids);
        if (scores.length != ids.length || scores[0].length != labels.size()) {
            throw new IllegalStateException("the model tells " + scores.length + " rows of " + scores[0].length
                    + " scores, wanted " + ids.length + " of " + labels.size());
        }
        List<Finding> found = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            String label = labels.get(best(scores[i + 1]));
            if (!label.equals(NONE)) {
                add(found, seen.get(i), label);
            }
        }
        return found;
    }

    /** Pieces of one entity become one finding; what lies between them belongs to it. */
    private void add(List<Finding> found, WordPiece.Piece piece, String label) {
        String type = type(label);
        Finding last = found.isEmpty() ? null : found.get(found.size() - 1);
        if (last != null && last.type().equals(type) && !label.startsWith("B-") && piece.start() - last.end() <= 1) {
            found.set(found.size() - 1, new Finding(last.start(), piece.end(), type, last.rule()));
        } else {
            found.add(new Finding(piece.start(), piece.end(), type, "onnx." + bare(label)));
        }
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private static String bare(String label) {
        return label.startsWith("B-") || label.startsWith("I-") ? label.substring(2) : label;
    }

    private String type(String label) {
        String bare = bare(label);
        return classes.getOrDefault(
                bare, bare.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9_]", "_"));
    }
}

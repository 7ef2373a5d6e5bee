package org.oriel.export.trajectory;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.oriel.api.event.Frame;
import org.oriel.trajectory.Step;

/**
 * Where a dialect writes one episode to. Names of files are below the folder of the dialect.
 *
 * <p>Each record notes the steps it was made of and the pictures it shows, so that what is taken back can be found in it.
 */
final class Output {
    /** What a record is made of. */
    interface Target {
        /** A line for a file that grows, or the only line of a new one. */
        void record(
                String file, boolean fresh, String json, List<Step> steps, Collection<String> images, String counted)
                throws IOException;

        /** Another name for a picture. */
        void link(String image, String file) throws IOException;

        /** Something that cannot be said. */
        void loss(String dialect, Step step, String reason) throws IOException;
    }

    private final String dialect;
    private final Scene scene;
    private final Target target;
    private final Set<String> images = new LinkedHashSet<>();

    Output(String dialect, Scene scene, Target target) {
        this.dialect = dialect;
        this.scene = scene;
        this.target = target;
    }

    /** File of a picture, below the data set. */
    static String file(String image) {
        return "images/" + image + ".png";
    }

    /** The name of a picture in the folder {@code images} that all dialects share. The next record shows it. */
    String picture(Frame frame) {
        images.add(file(frame.image()));
        return frame.image() + ".png";
    }

    /** The picture under a name of the dialect's own, without a second copy on the disk where links can be made. */
    void pictureAs(Frame frame, String name) throws IOException {
        String file = dialect + "/" + name;
        images.add(file(frame.image()));
        if (images.add(file)) {
            target.link(file(frame.image()), file);
        }
    }

    /** Adds a line made of the whole episode. */
    void line(String name, JsonElement json) throws IOException {
        record(name, false, json, scene.steps(), counted(name));
    }

    /** Adds a line made of one step. */
    void line(String name, JsonElement json, Step step) throws IOException {
        record(name, false, json, List.of(step), counted(name));
    }

    /** A file with one line, made of the whole episode. */
    void document(String name, JsonElement json) throws IOException {
        record(name, true, json, scene.steps(), counted(name));
    }

    /** A file with one line that is no record of its own. */
    void note(String name, String text) throws IOException {
        target.record(dialect + "/" + name, true, text, scene.steps(), List.of(), "");
    }

    /** What the manifest counts: our own records by what they are, those of a dialect by its name; no part of one. */
    private String counted(String name) {
        int folder = name.indexOf('/');
        String file = name.substring(folder + 1);
        if (dialect.equals("steps")) {
            return file.substring(0, file.indexOf('.'));
        }
        return folder < 0 || file.equals("task.json") ? dialect : "";
    }

    private void record(String name, boolean fresh, JsonElement json, List<Step> steps, String counted)
            throws IOException {
        target.record(dialect + "/" + name, fresh, Json.line(json), steps, List.copyOf(images), counted);
        images.clear();
    }

    /** Something of a step that the dialect cannot say. */
    void loss(Step step, String reason) throws IOException {
        target.loss(dialect, step, reason);
    }
}

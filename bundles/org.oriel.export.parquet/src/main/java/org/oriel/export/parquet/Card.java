package org.oriel.export.parquet;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.oriel.trajectory.dataset.Manifest;
import org.oriel.trajectory.dataset.Page;

/** The README of a data set folder, in the form that Hugging Face shows, and what their readers are told of the columns. */
final class Card {
    private static final String HEAD = """
            ---
            pretty_name: Computer work, captured with consent by Oriel
            task_categories:
            - reinforcement-learning
            tags:
            - computer-use
            - gui
            - trajectories
            configs:
            - config_name: steps
              default: true
              data_files:
              - split: train
                path: steps/train-*.parquet
            - config_name: episodes
              data_files:
              - split: train
                path: episodes/train-*.parquet
            - config_name: events
              data_files:
              - split: train
                path: events/train-*.parquet
            ---

            # Computer work, captured with consent by Oriel

            Three tables, each in files that are whole and never change: `steps` (what was done: click, drag, type, chord, scroll, ...),
            `episodes` (steps that belong together, with the task where the person told one), and `events` (everything
            that was captured, after redaction, in the order of the store; `body` is the canonical JSON of the event).
            `steps.episode` names a row of `episodes`; `steps.first_event` and `last_event` name rows of `events` by `id`; `frame_before` and `frame_after`
            name rows of `events` by `frame` within one `session`. A place is in physical pixels of the virtual desktop.

            What is in the folder, where it is from, what is missing and what was taken back stands in `manifest.json`, and for people in
            `data-card.md`; `oriel verify` checks it.

            The data is personal data of the people who worked, redacted, given for the purpose in the column `purpose` under the consent in
            `grant_id`. Nothing in it measures a person; sessions have random ids.

            ## Loading

            ```python
            from datasets import load_dataset
            steps = load_dataset("parquet", data_files="steps/train-*.parquet", split="train")
            episodes = load_dataset("parquet", data_files="episodes/train-*.parquet", split="train")
            task = {row["episode"]: row["task"] for row in episodes}
            for step in steps:
                print(task.get(step["episode"]), step["kind"], step["x"], step["y"], step["text"])
            ```

            """;

    private static final String BESIDE = """
            Pictures are files beside the tables: `image_file` is the path from this folder, and shows the screen *before* the step.

            ```python
            from PIL import Image
            picture = Image.open(steps[0]["image_file"])
            ```

            """;

    private static final String INSIDE = """
            Pictures are in the column `image` (PNG), which `datasets` opens by itself: `steps[0]["image"]` is the screen *before* the
            step.

            """;

    private Card() {}

    /** The README as a page of the data set. */
    static Page page(boolean inside) {
        return new Page() {
            @Override
            public String name() {
                return "README.md";
            }

            @Override
            public String text(Manifest manifest) {
                Pictures none = new Pictures(Path.of("none"), Path.of("none"));
                return Card.text(
                        new EventTable(none, inside).columns(),
                        new FlatTable(Steps.FIELDS, none, inside).columns(),
                        new FlatTable(Steps.EPISODE_FIELDS, none, false).columns(),
                        inside);
            }
        };
    }

    static String text(List<Column> events, List<Column> steps, List<Column> episodes, boolean inside) {
        StringBuilder text =
                new StringBuilder(HEAD).append(inside ? INSIDE : BESIDE).append("## Columns\n\n");
        table(text, Steps.SCHEMA, steps);
        table(text, Steps.EPISODE_SCHEMA, episodes);
        table(text, EventTable.SCHEMA, events);
        return text.toString();
    }

    private static void table(StringBuilder text, String schema, List<Column> columns) {
        text.append("`").append(schema).append("`:");
        String comma = " ";
        for (Column column : columns) {
            text.append(comma).append('`').append(column.name()).append("` ").append(type(column));
            comma = ", ";
        }
        text.append("\n\n");
    }

    private static String type(Column column) {
        if (column.meaning == Column.Meaning.MILLIS_UTC) {
            return "timestamp[ms, tz=UTC]";
        }
        return switch (column.type) {
            case BOOLEAN -> "bool";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case DOUBLE -> "float64";
            case BYTES -> column.meaning == Column.Meaning.TEXT ? "string" : "binary";
        };
    }

    /** The metadata from which the library {@code datasets} knows that a column holds pictures. */
    static String features(List<Column> columns) {
        JsonObject features = new JsonObject();
        for (Column column : columns) {
            JsonObject feature = new JsonObject();
            if (column.path.size() > 1) {
                feature.addProperty("_type", "Image");
            } else {
                feature.addProperty("dtype", type(column));
                feature.addProperty("_type", "Value");
            }
            features.add(column.path.get(0), feature);
        }
        JsonObject info = new JsonObject();
        info.add("features", features);
        JsonObject all = new JsonObject();
        all.add("info", info);
        return all.toString();
    }
}

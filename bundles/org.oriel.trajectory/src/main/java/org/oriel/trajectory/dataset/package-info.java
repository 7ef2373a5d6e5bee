/**
 * Folders that exports are written to: manifest, data card, recall, and a check of all of it.
 *
 * <p>An exporter opens the folder at its first delivery, makes each batch one commit, and lets go of it in between:
 *
 * <pre>{@code
 * DatasetFolder folder = DatasetFolder.open(dir, new FolderKind("steps", 1, "example", batch.purpose()), provenance);
 * try (Commit commit = folder.begin()) {
 *     for (ExportRecord record : folder.fresh(batch.records())) {
 *         commit.event(record); // counts it, for the manifest; also where nothing is written for it
 *     }
 *     FileOut steps = commit.append("steps.jsonl", FileEntry.Kind.LINES);
 *     steps.line(json, new Scope(session, fromMillis, toMillis, eventIds, images).counting("steps", 1));
 *     commit.create("images/ab12.png", FileEntry.Kind.IMAGE).write(png);
 *     commit.state(whatIsHeldBack);
 *     commit.commit(); // when it returns, it survives a power cut
 * }
 * folder.rest();
 * }</pre>
 *
 * After an {@link java.io.IOException} the folder is closed and opened again; {@link DatasetFolder#lastPosition} and
 * {@link DatasetFolder#state} then say where to go on.
 */
@Export
@Version("1.2.0")
@NullMarked
package org.oriel.trajectory.dataset;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

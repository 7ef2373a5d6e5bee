package org.oriel.trajectory.dataset;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.oriel.api.export.ExportRecord;

/**
 * What is in a data set and where it is from: the content of {@code manifest.json}. Nothing in it is about a person:
 * sessions have random ids, and no number is given per person or per hour.
 *
 * @param dataset random id of the folder
 * @param kind what the folder is for
 * @param commit number of the last commit in it
 * @param lastPosition position of the last event in it, 0 where there is none
 * @param lastEvent id of that event
 * @param source which store it was filled from, as a hash that only this folder has
 * @param counts numbers by name: {@code events}, and what the format counts, such as {@code steps}
 * @param sessions the sessions in order of their first events
 * @param files the files by name
 * @param provenance what wrote it, in order
 * @param screens the screens that pictures and coordinates are of
 * @param gaps what is missing, in order
 * @param losses what the format could not say, added up
 * @param recalls what was taken out, in order
 * @param pages pages made from this manifest
 */
public record Manifest(
        String dataset,
        FolderKind kind,
        long commit,
        long lastPosition,
        String lastEvent,
        String source,
        SortedMap<String, Long> counts,
        List<Session> sessions,
        List<FileEntry> files,
        List<Written> provenance,
        List<Display> screens,
        List<Gap> gaps,
        List<LossCount> losses,
        List<RecallNote> recalls,
        List<String> pages) {
    /** Version of the form of the manifest. */
    public static final int VERSION = 1;

    /** Its file in the folder. */
    public static final String FILE = "manifest.json";

    /** File that lists each loss, where there are any. */
    public static final String LOSSES = "losses.jsonl";

    /** Copies all of it. */
    public Manifest {
        counts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        sessions = List.copyOf(sessions);
        files = List.copyOf(files);
        provenance = List.copyOf(provenance);
        screens = List.copyOf(screens);
        gaps = List.copyOf(gaps);
        losses = List.copyOf(losses);
        recalls = List.copyOf(recalls);
        pages = List.copyOf(pages);
    }

    /**
     * A session.
     *
     * @param session its random id
     * @param events events that the exporter was given; without what was recalled where the files hold events
     * @param firstPosition position of the first one in the store
     * @param lastPosition position of the last one
     * @param firstMillis wall time of the first one
     * @param lastMillis wall time of the last one
     * @param grants consents they were captured under
     * @param policyHashes rules in force
     * @param partlyRecalled whether some of it was taken out
     */
    public record Session(
            String session,
            long events,
            long firstPosition,
            long lastPosition,
            long firstMillis,
            long lastMillis,
            List<String> grants,
            List<String> policyHashes,
            boolean partlyRecalled) {
        /** Copies the lists. */
        public Session {
            grants = List.copyOf(grants);
            policyHashes = List.copyOf(policyHashes);
        }
    }

    /**
     * Who wrote a stretch of events.
     *
     * @param by what wrote and masked it
     * @param firstPosition first event
     * @param lastPosition last event
     */
    public record Written(Provenance by, long firstPosition, long lastPosition) {}

    /**
     * A screen.
     *
     * @param width physical pixels
     * @param height physical pixels
     * @param scale scale of its monitor
     */
    public record Display(int width, int height, double scale) {}

    /**
     * Something that is not here.
     *
     * @param session where; empty where it is not known
     * @param firstPosition first missing position, or where a mark says that something is missing
     * @param lastPosition last missing position
     * @param reason a constant
     * @param counts how much, as far as a mark tells
     */
    public record Gap(
            String session, long firstPosition, long lastPosition, String reason, SortedMap<String, Long> counts) {
        /** Copies the map. */
        public Gap {
            counts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        }

        /** From any map. */
        public Gap(String session, long first, long last, String reason, Map<String, Long> counts) {
            this(session, first, last, reason, (SortedMap<String, Long>) new TreeMap<>(counts));
        }
    }

    /**
     * Losses of one kind. Each one is a line in {@link #LOSSES}.
     *
     * @param dialect dialect
     * @param reason a constant
     * @param steps how many steps
     */
    public record LossCount(String dialect, String reason, long steps) {}

    /**
     * A recall that was applied.
     *
     * @param recall id of the list
     * @param entries entries in it
     * @param removedRecords records that were removed
     * @param removedImages images that were removed
     * @param staleFiles files that must be made anew
     * @param sessions sessions of which something was removed
     */
    public record RecallNote(
            String recall,
            int entries,
            long removedRecords,
            long removedImages,
            List<String> staleFiles,
            List<String> sessions) {
        /** Copies the lists. */
        public RecallNote {
            staleFiles = List.copyOf(staleFiles);
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * The manifest of one file that stands alone, such as an object in a store: of its events, and of nothing before them.
     *
     * @param dataset id of the data set that the file is a part of
     * @throws DatasetException where an event has another purpose than {@code kind}
     */
    public static Manifest alone(
            String dataset, FolderKind kind, Provenance by, FileEntry file, List<ExportRecord> records)
            throws DatasetException {
        Tally tally = new Tally(new Contents(dataset, kind));
        for (ExportRecord record : records) {
            tally.add(record.position(), record.event());
        }
        return new Manifest(
                dataset,
                kind,
                1,
                tally.lastPosition(),
                tally.lastEvent(),
                tally.source(),
                new TreeMap<>(Map.of("events", (long) records.size())),
                List.copyOf(tally.sessions().values()),
                List.of(file),
                tally.written(by),
                tally.screens(),
                tally.gaps(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Canonical JSON: UTF-8, fields in fixed order, two spaces, a line end; the same manifest gives the same bytes. */
    public String json() {
        return Json.pretty(ManifestJson.write(this));
    }

    /** Reads {@link #json}, strictly. */
    public static Manifest of(String json) throws DatasetException {
        return ManifestJson.read(Json.object(FILE, json));
    }
}

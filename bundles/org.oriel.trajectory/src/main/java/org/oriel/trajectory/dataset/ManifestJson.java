package org.oriel.trajectory.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.oriel.trajectory.dataset.Manifest.Display;
import org.oriel.trajectory.dataset.Manifest.Gap;
import org.oriel.trajectory.dataset.Manifest.LossCount;
import org.oriel.trajectory.dataset.Manifest.RecallNote;
import org.oriel.trajectory.dataset.Manifest.Session;
import org.oriel.trajectory.dataset.Manifest.Written;

/** The manifest as JSON. A line of the journal has the same form. */
final class ManifestJson {
    /** Turns a thing into JSON. */
    private interface Writer<T> {
        JsonObject write(T thing);
    }

    /** Reads a thing from JSON. */
    private interface Reader<T> {
        T read(JsonObject object) throws DatasetException;
    }

    private ManifestJson() {}

    static JsonObject write(Manifest manifest) {
        JsonObject o = new JsonObject();
        o.addProperty("manifest", Manifest.VERSION);
        o.addProperty("dataset", manifest.dataset());
        kind(o, manifest.kind());
        o.addProperty("commit", manifest.commit());
        o.addProperty("lastPosition", manifest.lastPosition());
        o.addProperty("lastEvent", manifest.lastEvent());
        o.addProperty("source", manifest.source());
        o.add("counts", Json.map(manifest.counts()));
        o.add("sessions", list(manifest.sessions(), ManifestJson::session));
        o.add("files", list(manifest.files(), ManifestJson::file));
        o.add("provenance", list(manifest.provenance(), ManifestJson::written));
        o.add("screens", list(manifest.screens(), ManifestJson::screen));
        o.add("gaps", list(manifest.gaps(), ManifestJson::gap));
        o.add("losses", list(manifest.losses(), ManifestJson::loss));
        o.add("recalls", list(manifest.recalls(), ManifestJson::recall));
        o.add("pages", Json.array(manifest.pages()));
        return o;
    }

    static Manifest read(JsonObject o) throws DatasetException {
        if (Json.number(o, "manifest") != Manifest.VERSION) {
            throw Json.wrong("manifest", "version " + Manifest.VERSION);
        }
        return new Manifest(
                Json.text(o, "dataset"),
                kind(o),
                Json.number(o, "commit"),
                Json.number(o, "lastPosition"),
                Json.text(o, "lastEvent"),
                Json.text(o, "source"),
                Json.numbers(o, "counts"),
                list(o, "sessions", ManifestJson::session),
                list(o, "files", ManifestJson::file),
                list(o, "provenance", ManifestJson::written),
                list(o, "screens", ManifestJson::screen),
                list(o, "gaps", ManifestJson::gap),
                list(o, "losses", ManifestJson::loss),
                list(o, "recalls", ManifestJson::recall),
                Json.texts(o, "pages"));
    }

    static void kind(JsonObject o, FolderKind kind) {
        o.addProperty("format", kind.format());
        o.addProperty("formatVersion", kind.formatVersion());
        o.addProperty("exporter", kind.exporter());
        o.addProperty("purpose", kind.purpose());
    }

    static FolderKind kind(JsonObject o) throws DatasetException {
        try {
            return new FolderKind(
                    Json.text(o, "format"),
                    Json.integer(o, "formatVersion"),
                    Json.text(o, "exporter"),
                    Json.text(o, "purpose"));
        } catch (IllegalArgumentException e) {
            throw new DatasetException(String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonObject session(Session session) {
        JsonObject o = new JsonObject();
        o.addProperty("session", session.session());
        o.addProperty("events", session.events());
        o.addProperty("firstPosition", session.firstPosition());
        o.addProperty("lastPosition", session.lastPosition());
        o.addProperty("firstMillis", session.firstMillis());
        o.addProperty("lastMillis", session.lastMillis());
        o.add("grants", Json.array(session.grants()));
        o.add("policyHashes", Json.array(session.policyHashes()));
        o.addProperty("partlyRecalled", session.partlyRecalled());
        return o;
    }

    private static Session session(JsonObject o) throws DatasetException {
        return new Session(
                Json.text(o, "session"),
                Json.number(o, "events"),
                Json.number(o, "firstPosition"),
                Json.number(o, "lastPosition"),
                Json.number(o, "firstMillis"),
                Json.number(o, "lastMillis"),
                Json.texts(o, "grants"),
                Json.texts(o, "policyHashes"),
                Json.bool(o, "partlyRecalled"));
    }

    static JsonObject file(FileEntry file) {
        JsonObject o = new JsonObject();
        o.addProperty("file", file.file());
        o.addProperty("kind", file.kind().name().toLowerCase(Locale.ROOT));
        o.addProperty("bytes", file.bytes());
        o.addProperty("sha256", file.sha256());
        o.addProperty("records", file.records());
        o.addProperty("stale", file.stale());
        return o;
    }

    static FileEntry file(JsonObject o) throws DatasetException {
        FileEntry.Kind kind;
        try {
            kind = FileEntry.Kind.valueOf(Json.text(o, "kind").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Json.wrong("kind", List.of(FileEntry.Kind.values()).toString().toLowerCase(Locale.ROOT));
        }
        return new FileEntry(
                Names.checked(Json.text(o, "file")),
                kind,
                Json.number(o, "bytes"),
                Json.text(o, "sha256"),
                Json.number(o, "records"),
                Json.text(o, "stale"));
    }

    private static JsonObject written(Written written) {
        JsonObject o = new JsonObject();
        o.addProperty("software", written.by().software());
        o.addProperty("redactionProfile", written.by().redactionProfile());
        o.add("detectors", Json.array(written.by().detectors()));
        o.addProperty("bundleSetHash", written.by().bundleSetHash());
        o.addProperty("firstPosition", written.firstPosition());
        o.addProperty("lastPosition", written.lastPosition());
        return o;
    }

    private static Written written(JsonObject o) throws DatasetException {
        Provenance by = new Provenance(
                Json.text(o, "software"),
                Json.text(o, "redactionProfile"),
                Json.texts(o, "detectors"),
                Json.text(o, "bundleSetHash"));
        return new Written(by, Json.number(o, "firstPosition"), Json.number(o, "lastPosition"));
    }

    private static JsonObject screen(Display screen) {
        JsonObject o = new JsonObject();
        o.addProperty("width", screen.width());
        o.addProperty("height", screen.height());
        o.addProperty("scale", screen.scale());
        return o;
    }

    private static Display screen(JsonObject o) throws DatasetException {
        return new Display(Json.integer(o, "width"), Json.integer(o, "height"), Json.real(o, "scale"));
    }

    private static JsonObject gap(Gap gap) {
        JsonObject o = new JsonObject();
        o.addProperty("session", gap.session());
        o.addProperty("firstPosition", gap.firstPosition());
        o.addProperty("lastPosition", gap.lastPosition());
        o.addProperty("reason", gap.reason());
        o.add("counts", Json.map(gap.counts()));
        return o;
    }

    private static Gap gap(JsonObject o) throws DatasetException {
        return new Gap(
                Json.text(o, "session"),
                Json.number(o, "firstPosition"),
                Json.number(o, "lastPosition"),
                Json.text(o, "reason"),
                Json.numbers(o, "counts"));
    }

    private static JsonObject loss(LossCount loss) {
        JsonObject o = new JsonObject();
        o.addProperty("dialect", loss.dialect());
        o.addProperty("reason", loss.reason());
        o.addProperty("steps", loss.steps());
        return o;
    }

    private static LossCount loss(JsonObject o) throws DatasetException {
        return new LossCount(Json.text(o, "dialect"), Json.text(o, "reason"), Json.number(o, "steps"));
    }

    private static JsonObject recall(RecallNote note) {
        JsonObject o = new JsonObject();
        o.addProperty("recall", note.recall());
        o.addProperty("entries", note.entries());
        o.addProperty("removedRecords", note.removedRecords());
        o.addProperty("removedImages", note.removedImages());
        o.add("staleFiles", Json.array(note.staleFiles()));
        o.add("sessions", Json.array(note.sessions()));
        return o;
    }

    private static RecallNote recall(JsonObject o) throws DatasetException {
        return new RecallNote(
                Json.text(o, "recall"),
                Json.integer(o, "entries"),
                Json.number(o, "removedRecords"),
                Json.number(o, "removedImages"),
                Json.texts(o, "staleFiles"),
                Json.texts(o, "sessions"));
    }

    private static <T> JsonArray list(List<T> things, Writer<T> writer) {
        JsonArray array = new JsonArray();
        things.forEach(thing -> array.add(writer.write(thing)));
        return array;
    }

    private static <T> List<T> list(JsonObject o, String field, Reader<T> reader) throws DatasetException {
        List<T> things = new ArrayList<>();
        for (JsonObject each : Json.objects(o, field)) {
            things.add(reader.read(each));
        }
        return things;
    }
}

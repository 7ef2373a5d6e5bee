package org.oriel.consent;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.oriel.consent.Stored.Act;
import org.oriel.consent.Stored.Agreement;
import org.oriel.host.Grant;

/** {@link Stored} as JSON. Reading throws {@link IllegalArgumentException} naming the place. */
final class StoredJson {
    private static final int FORMAT = 1;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private StoredJson() {}

    static String write(Stored stored) {
        JsonObject json = new JsonObject();
        json.addProperty("version", FORMAT);
        stored.agreement().ifPresent(agreement -> json.add("agreement", agreement(agreement)));
        stored.pausedUntil().ifPresent(until -> json.addProperty("pausedUntil", until.toString()));
        JsonArray history = new JsonArray();
        for (Act act : stored.history()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("time", act.time().toString());
            entry.addProperty("act", act.act());
            entry.addProperty("grant", act.grant());
            entry.addProperty("detail", act.detail());
            history.add(entry);
        }
        json.add("history", history);
        JsonArray exports = new JsonArray();
        for (Stored.Exports of : stored.exports()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("grant", of.grant());
            JsonArray items = new JsonArray();
            of.items().forEach(items::add);
            entry.add("items", items);
            exports.add(entry);
        }
        json.add("exports", exports);
        JsonArray grants = new JsonArray();
        stored.grants().forEach(grant -> grants.add(grant(grant)));
        json.add("grants", grants);
        stored.abroad().ifPresent(country -> json.addProperty("abroad", country));
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject agreement(Agreement agreement) {
        JsonObject json = grant(agreement.grant());
        JsonArray surface = new JsonArray();
        for (Surface.Item item : agreement.surface().items()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("type", item.type());
            entry.addProperty("name", item.name());
            entry.addProperty("amount", item.amount());
            surface.add(entry);
        }
        json.add("surface", surface);
        return json;
    }

    private static JsonObject grant(Grant grant) {
        JsonObject json = new JsonObject();
        json.addProperty("id", grant.id());
        json.addProperty("noticeHash", grant.noticeHash());
        json.addProperty("purpose", grant.purpose());
        json.addProperty("jurisdiction", grant.jurisdiction());
        json.addProperty("given", grant.given().toString());
        json.addProperty("how", grant.how());
        return json;
    }

    static Stored read(String text) {
        JsonObject json = Json.object(text);
        if (Json.number(json, "version") != FORMAT) {
            throw new IllegalArgumentException("version is not " + FORMAT);
        }
        Optional<Agreement> agreement = json.has("agreement")
                ? Optional.of(agreement(object(json.get("agreement"), "agreement")))
                : Optional.empty();
        Optional<Instant> paused =
                json.has("pausedUntil") ? Optional.of(instant(json, "pausedUntil")) : Optional.empty();
        List<Act> history = new ArrayList<>();
        for (JsonElement element : array(json, "history")) {
            JsonObject entry = object(element, "history");
            history.add(new Act(
                    instant(entry, "time"),
                    Json.text(entry, "act"),
                    Json.text(entry, "grant"),
                    Json.text(entry, "detail")));
        }
        return new Stored(
                agreement, paused, history, exports(json), grants(json, agreement), Json.find(json, "abroad"));
    }

    /** Files of before it was kept do not have it: then only the agreement in force says where data may go. */
    private static List<Stored.Exports> exports(JsonObject json) {
        List<Stored.Exports> exports = new ArrayList<>();
        if (json.has("exports")) {
            for (JsonElement element : array(json, "exports")) {
                JsonObject entry = object(element, "exports");
                List<String> items = new ArrayList<>();
                for (JsonElement item : array(entry, "items")) {
                    if (!item.isJsonPrimitive()) {
                        throw new IllegalArgumentException("exports.items is not a list of texts");
                    }
                    items.add(item.getAsString());
                }
                exports.add(new Stored.Exports(Json.text(entry, "grant"), items));
            }
        }
        return exports;
    }

    private static Agreement agreement(JsonObject json) {
        SortedSet<Surface.Item> items = new TreeSet<>();
        for (JsonElement element : array(json, "surface")) {
            JsonObject entry = object(element, "surface");
            items.add(
                    new Surface.Item(Json.text(entry, "type"), Json.text(entry, "name"), Json.number(entry, "amount")));
        }
        return new Agreement(readGrant(json), new Surface(items));
    }

    private static Grant readGrant(JsonObject json) {
        return new Grant(
                Json.text(json, "id"),
                Json.text(json, "noticeHash"),
                Json.text(json, "purpose"),
                Json.text(json, "jurisdiction"),
                instant(json, "given"),
                Json.text(json, "how"));
    }

    /** Files of before they were kept have at most the one in force. */
    private static List<Grant> grants(JsonObject json, Optional<Agreement> agreement) {
        List<Grant> grants = new ArrayList<>();
        if (json.has("grants")) {
            for (JsonElement element : array(json, "grants")) {
                grants.add(readGrant(object(element, "grants")));
            }
        } else {
            agreement.map(Agreement::grant).ifPresent(grants::add);
        }
        return grants;
    }

    private static JsonObject object(JsonElement element, String place) {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException(place + " is not an object");
    }

    private static JsonArray array(JsonObject json, String name) {
        if (json.get(name) instanceof JsonArray array) {
            return array;
        }
        throw new IllegalArgumentException(name + " is not a list");
    }

    private static Instant instant(JsonObject json, String name) {
        try {
            return Instant.parse(Json.text(json, name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is not a time", e);
        }
    }
}

package org.oriel.control.web;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Mark;
import org.oriel.host.Delivery;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Selection;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;

/** The pages Today and Review: what is kept, and taking it back. */
final class Review {
    private static final int MOST_ITEMS = 400;
    private static final int MOST_POSITIONS = 2_000;

    private final Parts parts;
    private final ZoneId zone;

    Review(Parts parts, ZoneId zone) {
        this.parts = parts;
        this.zone = zone;
    }

    private Day day(Request request) throws HttpProblem, StoreException {
        return Day.read(parts.scan(), request.day().orElse(LocalDate.now(zone)), zone);
    }

    Reply today(Request request) throws HttpProblem, StoreException {
        return Reply.json(day(request).summary());
    }

    Reply list(Request request) throws HttpProblem, StoreException {
        Map<String, Object> values = day(request).stretches(request.query("application"), request.query("kind"));
        Delivery delivery = parts.delivery;
        boolean reviewed = delivery != null && delivery.reviewed();
        values.put("reviewed", reviewed);
        values.put("last", parts.needStore().status().last());
        values.put("approved", delivery != null && reviewed ? delivery.approved() : 0);
        return Reply.json(values);
    }

    /** What a stretch is made of. */
    Reply items(Request request) throws HttpProblem, StoreException {
        long first = request.queryNumber("first", 1, 1, Long.MAX_VALUE);
        long last = request.queryNumber("last", first, first, Long.MAX_VALUE);
        String application = request.query("application");
        List<Map<String, Object>> items = new ArrayList<>();
        boolean[] more = {false};
        parts.scan().from(first, (position, event) -> {
            if (position > last) {
                return false;
            }
            if (!(event.body() instanceof Mark) && Stretch.belongs(event, application)) {
                more[0] = items.size() == MOST_ITEMS;
                if (!more[0]) {
                    items.add(Items.json(position, event));
                }
            }
            return !more[0];
        });
        return Reply.json(Map.of("items", items, "more", more[0]));
    }

    Reply frame(Request request) throws HttpProblem, StoreException {
        String image = request.query("image");
        if (!image.matches("[0-9a-f]{8,128}")) {
            throw Request.wrong("image", "the id of a picture");
        }
        Pictures pictures = Parts.need(parts.pictures, "pictures");
        byte[] png = pictures.png(image)
                .orElseThrow(() -> new HttpProblem(404, "picture", "this picture is not kept any more"));
        return Reply.bytes("image/png", png);
    }

    Reply delete(Request request) throws HttpProblem, StoreException {
        EventStore store = parts.needStore();
        switch (request.text("what")) {
            case "items":
                return deleted(store.delete(selection("", "", positions(request))));
            case "application":
                String name = request.text("application");
                return deleted(
                        merge(store.delete(selection(name, "", Set.of())), delete(store, pictures(store, name))));
            case "stretch":
                return deleted(delete(store, stretch(request)));
            case "span":
                Instant from = request.instant("from");
                Instant until = request.instant("until");
                if (!from.isBefore(until)) {
                    throw Request.wrong("until", "after from");
                }
                return deleted(store.delete(new Selection(Optional.of(from), Optional.of(until), "", "", Set.of())));
            default:
                throw Request.wrong("what", "items, stretch, span, application");
        }
    }

    /** What the page showed as one stretch: exactly that, its pictures included. */
    private List<Long> stretch(Request request) throws HttpProblem, StoreException {
        long first = request.number("first", 1, Long.MAX_VALUE);
        long last = request.number("last", first, Long.MAX_VALUE);
        String application = request.optional("application");
        String session = request.text("session");
        List<Long> positions = new ArrayList<>();
        parts.scan().from(first, (position, event) -> {
            if (position <= last
                    && session.equals(event.session().toString())
                    && !(event.body() instanceof Mark)
                    && Stretch.belongs(event, application)) {
                positions.add(position);
            }
            return position < last;
        });
        return positions;
    }

    /** A picture is of no application as an event; it tells itself what it shows. */
    private List<Long> pictures(EventStore store, String application) throws HttpProblem, StoreException {
        EventCodec codec = Parts.need(parts.codec, "store");
        List<Long> positions = new ArrayList<>();
        long after = 0;
        for (List<EventStore.Block> blocks = store.read(after, 4); !blocks.isEmpty(); blocks = store.read(after, 4)) {
            for (EventStore.Block block : blocks) {
                for (int i = 0; i < block.lines().size(); i++) {
                    String line = block.lines().get(i);
                    if (line.contains("\"type\":\"frame\"")
                            && codec.decode(line).body() instanceof Frame frame
                            && frame.shown().stream()
                                    .anyMatch(shown -> shown.rule().equals(application))) {
                        positions.add(block.first() + i);
                    }
                }
                after = block.last();
            }
        }
        return positions;
    }

    private static EventStore.Deleted delete(EventStore store, List<Long> positions) throws StoreException {
        EventStore.Deleted all = new EventStore.Deleted(0, 0, Map.of());
        for (int from = 0; from < positions.size(); from += MOST_POSITIONS) {
            List<Long> some = positions.subList(from, Math.min(positions.size(), from + MOST_POSITIONS));
            all = merge(all, store.delete(selection("", "", Set.copyOf(some))));
        }
        return all;
    }

    private static EventStore.Deleted merge(EventStore.Deleted one, EventStore.Deleted other) {
        Map<String, Long> left = new TreeMap<>(one.left());
        other.left().forEach((name, count) -> left.merge(name, count, Long::sum));
        return new EventStore.Deleted(one.events() + other.events(), one.images() + other.images(), left);
    }

    private static Selection selection(String application, String session, Set<Long> positions) {
        return new Selection(Optional.empty(), Optional.empty(), application, session, positions);
    }

    private static Set<Long> positions(Request request) throws HttpProblem {
        HttpProblem wrong = Request.wrong("positions", "1 to " + MOST_POSITIONS + " whole numbers");
        JsonElement given = request.body().get("positions");
        if (given == null || !given.isJsonArray() || given.getAsJsonArray().size() > MOST_POSITIONS) {
            throw wrong;
        }
        Set<Long> positions = new HashSet<>();
        for (JsonElement one : given.getAsJsonArray()) {
            if (!one.isJsonPrimitive() || !one.getAsString().matches("[1-9][0-9]{0,17}")) {
                throw wrong;
            }
            positions.add(one.getAsLong());
        }
        // An empty set would mean everything.
        if (positions.isEmpty()) {
            throw wrong;
        }
        return positions;
    }

    static Reply deleted(EventStore.Deleted deleted) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("events", deleted.events());
        values.put("images", deleted.images());
        values.put("left", new TreeMap<>(deleted.left()));
        return Reply.json(values);
    }

    Reply approve(Request request) throws HttpProblem, StoreException {
        Delivery delivery = parts.needDelivery();
        if (!delivery.reviewed()) {
            throw new HttpProblem(409, "no-review", "nothing has to be approved here");
        }
        delivery.approve(
                request.number("position", 0, parts.needStore().status().last()));
        return Reply.json(Map.of("approved", delivery.approved()));
    }

    /** Everything of the last day at most, also what is held back and not stored yet. */
    static final Duration HELD = Duration.ofHours(24);
}

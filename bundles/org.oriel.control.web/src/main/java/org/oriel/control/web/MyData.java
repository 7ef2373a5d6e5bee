package org.oriel.control.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.oriel.api.event.Frame;
import org.oriel.host.ConsentGate;
import org.oriel.host.Delivery;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Block;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;
import org.oriel.host.StoreStatus;

/** The page My data: whether it is used and for what; a copy; deletion of all of it. */
final class MyData {
    private static final int BLOCKS = 4;

    private final Parts parts;
    private final Workers workers;

    MyData(Parts parts, Workers workers) {
        this.parts = parts;
        this.workers = workers;
    }

    Reply read(Request request) throws HttpProblem, StoreException {
        Map<String, Object> values = new LinkedHashMap<>();
        StoreStatus status = parts.needStore().status();
        values.put("events", status.events());
        values.put("images", status.images());
        values.put("bytes", status.bytes());
        values.put("keyProtection", status.keyProtection());
        oldest().ifPresent(oldest -> values.put("oldest", oldest));
        ConsentGate gate = parts.gate;
        if (gate != null) {
            gate.grant().ifPresent(grant -> values.put("grant", Consent.grant(grant)));
            values.put("grants", gate.grants().stream().map(Consent::grant).toList());
        }
        Delivery delivery = parts.delivery;
        values.put("exporters", delivery == null ? List.of() : Exports.exporters(delivery));
        return Reply.json(values);
    }

    private Optional<Long> oldest() throws HttpProblem, StoreException {
        Long[] found = {null};
        parts.scan().from(1, (position, event) -> {
            found[0] = event.time().wallMillis();
            return false;
        });
        return Optional.ofNullable(found[0]);
    }

    /** Everything there is, as a ZIP: the events as JSON lines, and each picture once. */
    Reply copy(Request request) throws HttpProblem {
        EventStore store = parts.needStore();
        EventCodec codec = Parts.need(parts.codec, "store");
        return Reply.stream("application/zip", out -> write(store, codec, out));
    }

    private void write(EventStore store, EventCodec codec, OutputStream out) throws IOException, StoreException {
        Set<String> images = new HashSet<>();
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry("events.jsonl"));
        long after = 0;
        List<Block> blocks = read(store, after);
        while (!blocks.isEmpty()) {
            for (Block block : blocks) {
                after = block.last();
                for (String line : block.lines()) {
                    workers.writing();
                    zip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    image(codec, line).ifPresent(images::add);
                }
            }
            blocks = read(store, after);
        }
        zip.closeEntry();
        for (String image : images) {
            workers.working();
            Pictures pictures = parts.pictures;
            Optional<byte[]> png = pictures == null ? Optional.empty() : pictures.png(image);
            workers.writing();
            if (png.isPresent()) {
                zip.putNextEntry(new ZipEntry("images/" + image + ".png"));
                zip.write(png.get());
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    private List<Block> read(EventStore store, long after) throws StoreException {
        workers.working();
        List<Block> blocks = store.read(after, BLOCKS);
        workers.writing();
        return blocks;
    }

    private static Optional<String> image(EventCodec codec, String line) {
        if (!line.contains("\"type\":\"frame\"")) {
            return Optional.empty();
        }
        return codec.decode(line).body() instanceof Frame frame
                        && !frame.image().isEmpty()
                ? Optional.of(frame.image())
                : Optional.empty();
    }

    /** Everything on this computer, held back or stored. */
    Reply delete(Request request) throws HttpProblem, StoreException {
        if (!request.text("confirm").equals("delete")) {
            throw Request.wrong("confirm", "delete");
        }
        var pipeline = parts.pipeline;
        if (pipeline != null) {
            pipeline.forget(Review.HELD);
        }
        return Reply.json(Map.of("events", parts.needStore().forget(Instant.EPOCH)));
    }
}

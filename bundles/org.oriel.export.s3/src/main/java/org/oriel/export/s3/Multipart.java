package org.oriel.export.s3;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** Uploads of objects in parts. One that was interrupted is found by the name of its object, and only the rest is sent. */
final class Multipart {
    /** After which nobody goes on with an upload: the batch has been delivered under another name, or set aside. */
    private static final Duration STALE = Duration.ofDays(1);

    private final Bucket bucket;
    private final int partBytes;
    private final Credentials credentials;
    private final Client client;

    /** An upload that was begun. */
    private record Upload(String key, String id, Instant begun) {}

    Multipart(Bucket bucket, int partBytes, Credentials credentials, Client client) {
        this.bucket = bucket;
        this.partBytes = partBytes;
        this.credentials = credentials;
        this.client = client;
    }

    void put(String key, Map<String, String> headers, byte[] payload) throws IOException, InterruptedException {
        Upload upload = begun(key, headers);
        Map<Integer, String> there = parts(upload);
        StringBuilder complete = new StringBuilder("<CompleteMultipartUpload>");
        int number = 1;
        for (int from = 0; from < payload.length; from += partBytes, number++) {
            byte[] part = Arrays.copyOfRange(payload, from, Math.min(payload.length, from + partBytes));
            String tag = there.getOrDefault(number, "");
            if (!tag.equals(SigV4.md5(part))) {
                tag = send(upload, number, part);
            }
            complete.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>\"");
            complete.append(tag).append("\"</ETag></Part>");
        }
        byte[] body = complete.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer =
                bucket.ask("POST", key, query("uploadId", upload.id()), Map.of(), body, credentials, client);
        // It may say 200 and tell of an error in the body.
        if (!"CompleteMultipartUploadResult".equals(Xml.root(answer.body()).getLocalName())) {
            throw Bucket.error(answer);
        }
    }

    /** The newest upload of this object, or a new one. */
    private Upload begun(String key, Map<String, String> headers) throws IOException, InterruptedException {
        Upload found = null;
        for (Upload upload : uploads(key)) {
            if (upload.key().equals(key) && (found == null || upload.begun().isAfter(found.begun()))) {
                found = upload;
            }
        }
        if (found != null) {
            return found;
        }
        Element root = Xml.root(bucket.ask("POST", key, query("uploads", ""), headers, new byte[0], credentials, client)
                .body());
        String id = Xml.text(root, "UploadId");
        if (id.isEmpty()) {
            throw new IOException("the answer to the beginning of an upload has no UploadId");
        }
        return new Upload(key, id, Instant.MAX);
    }

    /** Tags of the parts that the store has. */
    private Map<Integer, String> parts(Upload upload) throws IOException, InterruptedException {
        Map<Integer, String> parts = new HashMap<>();
        if (upload.begun().equals(Instant.MAX)) {
            return parts;
        }
        String marker = "0";
        for (boolean more = true; more; ) {
            SortedMap<String, String> query = query("uploadId", upload.id());
            query.put("part-number-marker", marker);
            Element root = Xml.root(bucket.ask("GET", upload.key(), query, Map.of(), new byte[0], credentials, client)
                    .body());
            for (Element part : Xml.children(root, "Part")) {
                marker = Xml.text(part, "PartNumber");
                if (!marker.matches("\\d{1,5}")) {
                    throw new IOException("a part without a number");
                }
                parts.put(Integer.parseInt(marker), Xml.text(part, "ETag").replace("\"", ""));
            }
            more = Xml.text(root, "IsTruncated").equals("true")
                    && !Xml.children(root, "Part").isEmpty();
        }
        return parts;
    }

    private String send(Upload upload, int number, byte[] part) throws IOException, InterruptedException {
        SortedMap<String, String> query = query("uploadId", upload.id());
        query.put("partNumber", "" + number);
        return bucket.ask("PUT", upload.key(), query, Map.of(), part, credentials, client)
                .headers()
                .firstValue("ETag")
                .orElseThrow(() -> new IOException("the answer to a part has no ETag"))
                .replace("\"", "");
    }

    /** Gives up uploads that nobody goes on with: their parts cost money and are in no listing. */
    int abortStale(String prefix, Instant now) throws IOException, InterruptedException {
        int aborted = 0;
        for (Upload upload : uploads(prefix)) {
            if (upload.begun().isBefore(now.minus(STALE))) {
                bucket.ask(
                        "DELETE",
                        upload.key(),
                        query("uploadId", upload.id()),
                        Map.of(),
                        new byte[0],
                        credentials,
                        client);
                aborted++;
            }
        }
        return aborted;
    }

    /** The first thousand, which is more than one exporter can leave behind in a day. */
    private List<Upload> uploads(String prefix) throws IOException, InterruptedException {
        SortedMap<String, String> query = query("uploads", "");
        query.put("prefix", prefix);
        Element root = Xml.root(bucket.ask("GET", "", query, Map.of(), new byte[0], credentials, client)
                .body());
        List<Upload> uploads = new ArrayList<>();
        for (Element upload : Xml.children(root, "Upload")) {
            Instant begun;
            try {
                begun = Instant.parse(Xml.text(upload, "Initiated"));
            } catch (DateTimeParseException e) {
                begun = Instant.EPOCH.plus(Duration.ofDays(365_000)); // not told: never stale
            }
            uploads.add(new Upload(Xml.text(upload, "Key"), Xml.text(upload, "UploadId"), begun));
        }
        return uploads;
    }

    private static SortedMap<String, String> query(String name, String value) {
        SortedMap<String, String> query = new TreeMap<>();
        query.put(name, value);
        return query;
    }
}

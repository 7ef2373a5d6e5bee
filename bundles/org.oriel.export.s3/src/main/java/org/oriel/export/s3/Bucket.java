package org.oriel.export.s3;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.w3c.dom.Element;

/**
 * A bucket, and the requests that an exporter needs of it.
 *
 * @param endpoint scheme, host and port of the store
 * @param region region that requests are signed for
 * @param name name of the bucket
 * @param pathStyle whether the bucket stands in the path, else in the host name
 */
record Bucket(URI endpoint, String region, String name, boolean pathStyle) {
    /** An answer of 2xx, or a {@link S3Error}. */
    HttpResponse<byte[]> ask(
            String method,
            String key,
            SortedMap<String, String> query,
            Map<String, String> headers,
            byte[] payload,
            Credentials credentials,
            Client client)
            throws IOException, InterruptedException {
        URI path = url(key);
        String hash = SigV4.sha256(payload);
        SortedMap<String, String> signed =
                new SigV4(region).sign(method, path, query, headers, hash, credentials, Instant.now());
        URI url = query.isEmpty() ? path : URI.create(path + "?" + SigV4.query(query));
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("User-Agent", "oriel-export-s3");
        signed.forEach(request::header);
        request.method(
                method,
                payload.length == 0 && !method.equals("PUT") && !method.equals("POST")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(payload));
        HttpResponse<byte[]> answer = client.send(request);
        if (answer.statusCode() / 100 != 2) {
            throw error(answer);
        }
        return answer;
    }

    HttpResponse<byte[]> put(
            String key, Map<String, String> headers, byte[] payload, Credentials credentials, Client client)
            throws IOException, InterruptedException {
        return ask("PUT", key, new TreeMap<>(), headers, payload, credentials, client);
    }

    boolean has(String key, Credentials credentials, Client client) throws IOException, InterruptedException {
        try {
            ask("HEAD", key, new TreeMap<>(), Map.of(), new byte[0], credentials, client);
            return true;
        } catch (S3Error e) {
            if (e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    private URI url(String key) {
        String base = endpoint.getScheme() + "://" + (pathStyle ? "" : name + ".") + endpoint.getRawAuthority();
        return URI.create(base + "/" + (pathStyle ? name + (key.isEmpty() ? "" : "/") : "") + SigV4.escape(key, true));
    }

    /** Where it is, for messages. */
    String where() {
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority() + " bucket " + name;
    }

    static S3Error error(HttpResponse<byte[]> answer) {
        String code = "";
        try {
            Element root = Xml.root(answer.body());
            String told = Xml.text(root, "Code");
            code = told.matches("[A-Za-z0-9]{1,64}") ? told : "";
        } catch (IOException e) {
            // HEAD has no body, and a proxy on the way answers as it likes.
        }
        return new S3Error(
                answer.statusCode(),
                code,
                answer.headers().firstValue("Retry-After").flatMap(Bucket::seconds));
    }

    private static Optional<Duration> seconds(String value) {
        return value.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Math.min(3600, Long.parseLong(value))))
                : Optional.empty();
    }
}

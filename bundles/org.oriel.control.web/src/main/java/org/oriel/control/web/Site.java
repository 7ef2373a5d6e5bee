package org.oriel.control.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the page: a fixed list, read at the start, so that no path can name anything else. */
final class Site {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml");
    private static final List<String> FILES = List.of(
            "index.html",
            "page.css",
            "parts.css",
            "icon.svg",
            "app.js",
            "dom.js",
            "words.js",
            "link.js",
            "now.js",
            "today.js",
            "review.js",
            "frames.js",
            "consent.js",
            "exemptions.js",
            "exports.js",
            "ledger.js",
            "mine.js",
            "en.json",
            "de.json");

    private final Map<String, Reply> files = new HashMap<>();

    Site() throws IOException {
        for (String name : FILES) {
            try (InputStream in = Site.class.getResourceAsStream("site/" + name)) {
                if (in == null) {
                    throw new IOException("the bundle has no site/" + name);
                }
                String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
                files.put("/" + name, Reply.bytes(type, in.readAllBytes()));
            }
        }
        Reply index = file("index.html");
        files.put("/", index);
        files.put(Guard.START, index);
        files.put("/favicon.ico", file("icon.svg"));
    }

    private Reply file(String name) {
        return Optional.ofNullable(files.get("/" + name)).orElseThrow();
    }

    Optional<Reply> get(String path) {
        return Optional.ofNullable(files.get(path));
    }
}

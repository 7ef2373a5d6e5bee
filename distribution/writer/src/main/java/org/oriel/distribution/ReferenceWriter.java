package org.oriel.distribution;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Writes the generated reference from the built bundles: what each is, declares and can be set to. */
public final class ReferenceWriter {
    private static final String HEADER = "<!-- Generated from the built bundles by `./oriel docs`. Do not edit. -->\n";

    private final Map<String, Path> bundles = new TreeMap<>();

    private ReferenceWriter(Path catalogue) throws IOException {
        try (Stream<Path> files = Files.walk(catalogue.resolve("org/oriel"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    String name = header(jar, "Bundle-SymbolicName");
                    if (!name.isEmpty()) {
                        bundles.put(name.replaceFirst(";.*", ""), file);
                    }
                }
            }
        }
    }

    /**
     * Writes {@code bundles.md}, {@code settings.md} and {@code filters.md}.
     *
     * @param args folder of all jars in Maven layout, folder to write into
     */
    public static void main(String[] args) throws IOException {
        Path to = Files.createDirectories(Path.of(args[1]));
        ReferenceWriter writer = new ReferenceWriter(Path.of(args[0]));
        Files.writeString(to.resolve("bundles.md"), writer.bundlePage());
        Files.writeString(to.resolve("settings.md"), writer.settingPage());
        Files.writeString(to.resolve("filters.md"), writer.filterPage());
    }

    private String bundlePage() throws IOException {
        StringBuilder page = new StringBuilder(HEADER).append("# Bundles\n");
        for (Map.Entry<String, Path> bundle : bundles.entrySet()) {
            try (JarFile jar = new JarFile(bundle.getValue().toFile())) {
                page.append("\n## ").append(bundle.getKey()).append("\n\n");
                page.append(header(jar, "Bundle-Description")).append('\n');
                List<String> lines = declared(jar);
                if (!lines.isEmpty()) {
                    page.append('\n');
                    lines.forEach(line -> page.append("- ").append(line).append('\n'));
                }
            }
        }
        return page.toString();
    }

    private static List<String> declared(JarFile jar) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Attrs> export : parameters(jar, "Export-Package").entrySet()) {
            lines.add("exports `" + export.getKey() + "` " + export.getValue().getVersion());
        }
        for (Map.Entry<String, Attrs> entry :
                parameters(jar, "Provide-Capability").entrySet()) {
            Attrs values = entry.getValue();
            switch (entry.getKey().replace("~", "")) {
                case "osgi.service" -> lines.add("service `" + values.get("objectClass") + "`");
                case "oriel.capture" ->
                    lines.add("captures **%s** (sensitivity %s): %s"
                            .formatted(
                                    values.get("kind"),
                                    values.getOrDefault("sensitivity", "high"),
                                    values.get("what")));
                case "oriel.export" ->
                    lines.add(
                            "exports to %s, purpose `%s`".formatted(values.get("destination"), values.get("purpose")));
                case "capture.permit" ->
                    lines.add("permits `%s` in `%s` until %s"
                            .formatted(values.get("kind"), values.get("jurisdiction"), values.get("expires")));
                default -> {
                    // Not Oriel's.
                }
            }
        }
        return lines;
    }

    private String settingPage() throws IOException {
        StringBuilder page = new StringBuilder(HEADER).append("# Settings\n\n");
        page.append("A configuration (PID) is the bundle's name. Bundle sets carry configurations, and so does the ");
        page.append("Configuration Admin service of a running instance.\n");
        for (Map.Entry<String, Path> bundle : bundles.entrySet()) {
            try (JarFile jar = new JarFile(bundle.getValue().toFile())) {
                List<JarEntry> entries = jar.stream()
                        .filter(entry -> entry.getName().matches("OSGI-INF/metatype/.+\\.xml"))
                        .toList();
                for (JarEntry entry : entries) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        page.append(settings(in));
                    }
                }
            }
        }
        return page.toString();
    }

    private static String settings(InputStream in) throws IOException {
        Document xml;
        try {
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
        NodeList designates = xml.getElementsByTagName("Designate");
        NodeList attributes = xml.getElementsByTagName("AD");
        if (designates.getLength() == 0 || attributes.getLength() == 0) {
            return "";
        }
        Element designate = (Element) designates.item(0);
        String pid =
                designate.hasAttribute("pid") ? designate.getAttribute("pid") : designate.getAttribute("factoryPid");
        StringBuilder table =
                new StringBuilder("\n## " + pid + "\n\n| setting | type | default | |\n|---|---|---|---|\n");
        Map<String, String> rows = new TreeMap<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            Element one = (Element) attributes.item(i);
            String many = one.getAttribute("cardinality").isEmpty() ? "" : "[]";
            String preset = one.hasAttribute("default") ? "`" + one.getAttribute("default") + "`" : "";
            rows.put(
                    one.getAttribute("id"),
                    "| `%s` | %s%s | %s | %s |\n"
                            .formatted(
                                    one.getAttribute("id"),
                                    one.getAttribute("type"),
                                    many,
                                    preset.equals("``") ? "" : preset,
                                    one.getAttribute("description")));
        }
        rows.values().forEach(table::append);
        return table.toString();
    }

    private String filterPage() throws IOException {
        StringBuilder page = new StringBuilder(HEADER).append("# Rules of the shipped packs\n\n");
        page.append("How a rule is written: `bundles/org.oriel.redact.rules/README.md`.\n");
        for (Map.Entry<String, Path> bundle : bundles.entrySet()) {
            try (JarFile jar = new JarFile(bundle.getValue().toFile())) {
                String folder = header(jar, "Oriel-Rules");
                if (!folder.isEmpty()) {
                    page.append("\n## ").append(bundle.getKey()).append("\n\n");
                    page.append(
                            "| class | rule | issuer | found by | checked by | source |\n|---|---|---|---|---|---|\n");
                    rules(jar, folder).values().forEach(page::append);
                }
            }
        }
        return page.toString();
    }

    private static Map<String, String> rules(JarFile jar, String folder) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        List<JarEntry> files = jar.stream()
                .filter(entry -> entry.getName().startsWith(folder + "/")
                        && entry.getName().endsWith(".json"))
                .toList();
        for (JarEntry file : files) {
            try (JsonReader reader = Json.createReader(jar.getInputStream(file))) {
                for (JsonObject rule : reader.readObject().getJsonArray("rules").getValuesAs(JsonObject.class)) {
                    String id = rule.getString("id");
                    rows.put(
                            rule.getString("type") + " " + id,
                            "| %s | `%s` | %s | %s | %s | %s |\n"
                                    .formatted(
                                            rule.getString("type"),
                                            id,
                                            rule.getString("issuer", ""),
                                            foundBy(rule),
                                            words(rule, "check"),
                                            rule.getString("source", "")));
                }
            }
        }
        return rows;
    }

    private static String foundBy(JsonObject rule) {
        String trigger = rule.containsKey("keywords")
                ? "keyword"
                : rule.containsKey("shape") ? rule.getString("shape") : "scanner " + rule.getString("scanner");
        return rule.containsKey("labels") ? trigger + ", with a label" : trigger;
    }

    private static String words(JsonObject rule, String member) {
        JsonValue value = rule.get(member);
        if (value == null) {
            return "";
        }
        return value instanceof JsonArray list
                ? String.join(
                        ", ",
                        list.getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .toList())
                : value.toString();
    }

    private static Parameters parameters(JarFile jar, String name) throws IOException {
        return OSGiHeader.parseHeader(header(jar, name));
    }

    private static String header(JarFile jar, String name) throws IOException {
        if (jar.getManifest() == null) {
            return "";
        }
        String value = jar.getManifest().getMainAttributes().getValue(name);
        return value == null ? "" : value;
    }
}

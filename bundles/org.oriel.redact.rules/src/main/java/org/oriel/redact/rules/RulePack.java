package org.oriel.redact.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of one pack, from one file or several that name the same pack and version. */
public final class RulePack {
    private final String name;
    private final String version;
    private final List<RuleSpec> rules;

    private RulePack(String name, String version, List<RuleSpec> rules) {
        this.name = name;
        this.version = version;
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads a pack and runs the cases of its rules.
     *
     * @param place a file, or a folder whose {@code *.json} files together are the pack
     * @throws PackException naming the pack, the rule and what is wrong
     */
    public static RulePack load(Path place) throws IOException {
        RulePack pack = read(place);
        pack.selfTest();
        return pack;
    }

    /** Reads a pack of one file and runs the cases of its rules. */
    public static RulePack load(InputStream in) throws IOException {
        RulePack pack = join(List.of(PackReader.read("pack", reader(in), true)));
        pack.selfTest();
        return pack;
    }

    /** Reads a pack without running its cases. */
    public static RulePack read(Path place) throws IOException {
        List<Path> files = List.of(place);
        if (Files.isDirectory(place)) {
            try (Stream<Path> all = Files.list(place)) {
                files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            }
        }
        List<PackReader.Content> contents = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                contents.add(PackReader.read(String.valueOf(file.getFileName()), reader(in), true));
            }
        }
        return join(contents);
    }

    static Reader reader(InputStream in) {
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /** One pack of its files. */
    static RulePack join(List<PackReader.Content> files) {
        if (files.isEmpty()) {
            throw new PackException("a pack without files");
        }
        PackReader.Content first = files.get(0);
        Set<String> ids = new HashSet<>();
        List<RuleSpec> all = new ArrayList<>();
        for (PackReader.Content file : files) {
            if (!file.pack().equals(first.pack()) || !file.version().equals(first.version())) {
                throw new PackException(first.pack() + ": its files differ in pack or version");
            }
            for (RuleSpec rule : file.rules()) {
                if (!ids.add(rule.id())) {
                    throw new PackException(first.pack() + ", rule " + rule.id() + ": there is another of that id");
                }
                all.add(rule);
            }
        }
        if (all.isEmpty()) {
            throw new PackException(first.pack() + ": no rules");
        }
        return new RulePack(first.pack(), first.version(), all);
    }

    /** Name of the pack. */
    public String name() {
        return name;
    }

    /** Version of the pack. */
    public String version() {
        return version;
    }

    /** Its rules. */
    public List<RuleSpec> rules() {
        return rules;
    }

    /** The pack without one rule, as tests want it. */
    public RulePack without(String id) {
        return new RulePack(
                name,
                version,
                rules.stream().filter(rule -> !rule.id().equals(id)).toList());
    }

    /** One rule of the pack alone. */
    public RulePack only(String id) {
        return new RulePack(
                name,
                version,
                rules.stream().filter(rule -> rule.id().equals(id)).toList());
    }

    /** The detector, without limit in time. */
    public PackDetector detector() {
        return new PackDetector(this, EngineSettings.unhurried());
    }

    /** Runs the cases of each rule, that rule alone; throws {@link PackException} at the first that fails. */
    public void selfTest() {
        new PackDetector(this, EngineSettings.unhurried()).test(this);
    }

    @Override
    public String toString() {
        return name + " " + version + ", " + rules.size() + " rules";
    }
}

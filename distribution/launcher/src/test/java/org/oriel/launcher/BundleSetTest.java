package org.oriel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSetTest {
    @TempDir
    Path folder;

    private Home home;
    private Path jar;

    @BeforeEach
    void lay() throws IOException {
        home = new Home(folder);
        jar = home.repository().resolve("org/example/thing/1.0/thing-1.0.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "the bundle");
        Files.createDirectories(home.sets());
    }

    private BundleSet set(String digest) throws IOException {
        Files.writeString(home.sets().resolve("small.json"), """
                {"feature-resource-version": "1.0", "id": "org.oriel.sets:small:1.0.0",
                 "bundles": [{"id": "org.example:thing:1.0", "sha256": "%s", "start-level": 2}],
                 "configurations": {"org.example.thing": {"directory": "${oriel.data}/x", "size": 7}}}
                """.formatted(digest));
        return BundleSet.read(home, "small");
    }

    @Test
    void verifiesDigests() throws IOException {
        assertThat(set(BundleSet.sha256(jar)).verified(home))
                .containsExactly(new BundleSet.Member("org.example:thing:1.0", jar, 2));
    }

    @Test
    void refusesAChangedBundleAndNamesIt() throws IOException {
        BundleSet set = set(BundleSet.sha256(jar));
        Files.writeString(jar, "another bundle");
        assertThatThrownBy(() -> set.verified(home))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("org.example:thing:1.0")
                .hasMessageContaining("nothing was started");
    }

    @Test
    void refusesAMissingBundle() throws IOException {
        BundleSet set = set(BundleSet.sha256(jar));
        Files.delete(jar);
        assertThatThrownBy(() -> set.verified(home)).hasMessageContaining("org.example:thing:1.0 is not in");
    }

    @Test
    void replacesVariablesInConfigurations() throws IOException {
        BundleSet set = set("00");
        assertThat(set.configurations(Map.of("oriel.data", "/d")).get("org.example.thing"))
                .containsEntry("directory", "/d/x");
        assertThatThrownBy(() -> set.configurations(Map.of("other", "/d"))).hasMessageContaining("unknown variable");
    }

    @Test
    void namesTheKnownSets() throws IOException {
        set("00");
        assertThatThrownBy(() -> BundleSet.read(home, "none"))
                .hasMessage("bundle set none is not there, allowed: a file, or one of [small]")
                .extracting("exitCode")
                .isEqualTo(Failure.USAGE);
    }

    @Test
    void writesConfigurationsForTheConfigurator() throws IOException {
        String json = ConfiguratorJson.write(set("00").configurations(Map.of("oriel.data", "/d")));
        assertThat(json)
                .contains("\":configurator:symbolic-name\":\"oriel.set\"")
                .contains("\"org.example.thing\":{\"directory\":\"/d/x\",\"size\":7}");
    }
}

package org.oriel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetHistoryTest {
    @TempDir
    Path folder;

    private BundleSet set(String name, String sha, String interval) throws Exception {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, """
                {"feature-resource-version":"1.0","id":"org.oriel.sets:%s:1.0.0","bundles":[
                {"id":"org.oriel:org.oriel.redact.text:1.0.0","sha256":"%s"},
                {"id":"org.oriel:org.oriel.source.x11:1.0.0","sha256":"11"}],
                "configurations":{"org.oriel.source.x11":{"interval":"%s"}}}""".formatted(name, sha, interval));
        return BundleSet.read(new Home(folder), file.toString());
    }

    @Test
    void aChangeIsNotedOnceAndTheProfileIsOfTheFiltersAlone() throws Exception {
        BundleSet first = set("one", "aa", "5");
        BundleSet other = set("one", "aa", "6");
        BundleSet filter = set("one", "bb", "6");
        assertThat(other.hash()).isNotEqualTo(first.hash());
        assertThat(other.redactionProfile()).isEqualTo(first.redactionProfile()).startsWith("one@");
        assertThat(filter.redactionProfile()).isNotEqualTo(first.redactionProfile());

        SetHistory history = new SetHistory(folder);
        assertThat(history.sets()).isEmpty();
        history.note(first);
        history.note(first);
        history.note(other);
        Files.writeString(folder.resolve("sets.jsonl"), "{\"half", StandardOpenOption.APPEND);
        assertThat(history.sets()).isEqualTo(first.hash() + ", " + other.hash());
        assertThat(history.profiles()).isEqualTo(first.redactionProfile());
    }
}

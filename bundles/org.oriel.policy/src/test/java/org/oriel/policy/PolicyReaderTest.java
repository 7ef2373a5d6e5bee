package org.oriel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.redact.TextPolicy;
import org.oriel.host.Admission.Fields;

class PolicyReaderTest {
    private static final String HASH = "ab".repeat(32);

    @Test
    void readsWhatTheFormatHas() throws PolicyException {
        Policy policy = PolicyReader.parse("""
                {"version":1,"timingMillis":25,"allow":[
                  {"executable":"/usr/bin/mousepad"},
                  {"executable":"/usr/lib/*/firefox","sha256":"%s","windowClass":"Navigator"},
                  {"windowClass":"Remote","reason":"shown from another machine"}]}""".formatted(HASH.toUpperCase()));

        assertThat(policy.timingMillis()).isEqualTo(25);
        assertThat(policy.allow())
                .containsExactlyInAnyOrder(
                        new Rule("/usr/bin/mousepad", "", "", ""),
                        new Rule("/usr/lib/*/firefox", "Navigator", HASH, ""),
                        new Rule("", "Remote", "", "shown from another machine"));
    }

    @Test
    void whatIsDoneAboutTextInPictures() throws PolicyException {
        Policy policy = PolicyReader.parse("""
                {"version":1,"allow":[
                  {"executable":"/a/1","frames":"keep-all"}, {"executable":"/a/2","frames":"mask-detected"},
                  {"executable":"/a/3","frames":"default-deny"}, {"executable":"/a/4","frames":"blank"},
                  {"executable":"/a/5"}]}""");

        assertThat(policy.allow().stream().map(Rule::frames))
                .containsExactly(
                        TextPolicy.KEEP_ALL,
                        TextPolicy.MASK_DETECTED,
                        TextPolicy.DEFAULT_DENY,
                        TextPolicy.BLANK,
                        TextPolicy.DEFAULT_DENY);
    }

    @Test
    void whatMustBeKnownOfFields() throws PolicyException {
        Policy policy = PolicyReader.parse("""
                {"version":1,"allow":[
                  {"executable":"/a/1"}, {"executable":"/a/2","fields":"any"}, {"executable":"/a/3","fields":"known"},
                  {"executable":"/a/4","origins":["https://a.example","http://localhost:8080"]}]}""");

        assertThat(policy.allow().stream().map(Rule::fields))
                .containsExactly(
                        Fields.ANY,
                        Fields.ANY,
                        new Fields(true, Set.of()),
                        new Fields(true, Set.of("https://a.example", "http://localhost:8080")));
        assertThat(hash("{\"executable\":\"/a/b\",\"fields\":\"any\"}")).isEqualTo(hash("{\"executable\":\"/a/b\"}"));
        assertThat(List.of(
                        hash("{\"executable\":\"/a/b\"}"),
                        hash("{\"executable\":\"/a/b\",\"fields\":\"known\"}"),
                        hash("{\"executable\":\"/a/b\",\"origins\":[\"https://a.example\"]}"),
                        hash("{\"executable\":\"/a/b\",\"origins\":[\"https://b.example\"]}")))
                .doesNotHaveDuplicates();
        assertThat(hash("{\"executable\":\"/a/b\",\"origins\":[\"https://a.example\",\"https://b.example\"]}"))
                .isEqualTo(hash("{\"executable\":\"/a/b\",\"fields\":\"known\",\"origins\":"
                        + "[\"https://b.example\",\"https://a.example\",\"https://a.example\"]}"));
    }

    private static String hash(String rule) throws PolicyException {
        return PolicyReader.parse("{\"version\":1,\"allow\":[" + rule + "]}").hash();
    }

    @Test
    @DisplayName("Another choice about pictures is another policy; the usual one written out is the same")
    void picturesAreHashed() throws PolicyException {
        List<String> hashes = new ArrayList<>();
        for (String frames : List.of("keep-all", "mask-detected", "default-deny", "blank")) {
            hashes.add(PolicyReader.parse(
                            "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"frames\":\"" + frames + "\"}]}")
                    .hash());
        }

        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(PolicyReader.parse("{\"version\":1,\"allow\":[{\"executable\":\"/a/b\"}]}")
                        .hash())
                .isEqualTo(hashes.get(2));
    }

    @Test
    void timingIsTenMillisecondsWhereTheFileDoesNotSay() throws PolicyException {
        assertThat(PolicyReader.parse("{\"version\":1,\"allow\":[]}").timingMillis())
                .isEqualTo(10);
    }

    @Test
    @DisplayName("The hash is of the meaning, not of the file: order, white space, doubles and written-out defaults")
    void hashIsCanonical() throws PolicyException {
        String one = PolicyReader.parse(
                        "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\"},{\"executable\":\"/a/c\"}]}")
                .hash();
        String same = PolicyReader.parse("""
                {"allow":[{"executable":"/a/c"}, {"executable":"/a/b"}, {"executable":"/a/b"}],
                 "timingMillis": 10, "version": 1}""").hash();
        String other = PolicyReader.parse("{\"version\":1,\"allow\":[{\"executable\":\"/a/b\"}]}")
                .hash();
        String coarser = PolicyReader.parse("{\"version\":1,\"timingMillis\":11,\"allow\":[{\"executable\":\"/a/b\"}]}")
                .hash();

        assertThat(one).hasSize(64).isEqualTo(same).isNotEqualTo(other);
        assertThat(List.of(one, other, coarser)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("The canonical form is fixed: hashes in stored events would lose their meaning")
    void canonicalForm() throws PolicyException {
        Policy policy = PolicyReader.parse("{\"version\":1,\"allow\":[{\"executable\":\"/a/b\"}]}");

        assertThat(policy.canonical())
                .isEqualTo(
                        "{\"allow\":[{\"executable\":\"/a/b\",\"reason\":\"\",\"sha256\":\"\",\"windowClass\":\"\"}],"
                                + "\"timingMillis\":10,\"version\":1}");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "[]                                                | $ is begin array, allowed: an object",
                "{\"version\":1                                    | $.version ends too early, allowed: one JSON object",
                "{\"allow\":[]}                                    | $.version is missing, allowed: 1",
                "{\"version\":1}                                   | $.allow is missing, allowed: a list of rules",
                "{\"version\":2,\"allow\":[]}                      | $.version is 2, allowed: 1",
                "{\"version\":\"1\",\"allow\":[]}                  | $.version is string, allowed: 1",
                "{\"version\":1,\"deny\":[]}                       | $.deny is not known, allowed: version, timingMillis, allow",
                "{\"version\":1,\"allow\":[],\"allow\":[]}         | $.allow is there twice, allowed: once",
                "{\"version\":1,\"timingMillis\":0,\"allow\":[]}   | $.timingMillis is 0, allowed: 1 to 1000",
                "{\"version\":1,\"timingMillis\":1.5,\"allow\":[]} | $.timingMillis is 1.5, allowed: 1 to 1000",
                "{\"version\":1,\"allow\":{}}                      | $.allow is begin object, allowed: a list of rules",
                "{\"version\":1,\"allow\":[\"/usr/bin/x\"]}        | $.allow[0] is string, allowed: an object",
                "{\"version\":1,\"allow\":[{}]}                    | $.allow[0] names no program",
                "{\"version\":1,\"allow\":[{\"title\":\"Bank\"}]}  | $.allow[0].title is not known",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\"},{\"executable\":\"vi\"}]} | $.allow[1].executable is \"vi\", allowed: an absolute path",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b; only c\"}]}   | $.allow[0].executable is \"/a/b; only c\", allowed: text without",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"sha256\":\"xy\"}]} | $.allow[0].sha256 is \"xy\", allowed: 64 hex digits",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"frames\":\"all\"}]} | $.allow[0].frames is \"all\", allowed: keep-all, mask-detected, default-deny, blank",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"frames\":\"KEEP_ALL\"}]} | $.allow[0].frames is \"KEEP_ALL\", allowed: keep-all",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"frames\":true}]} | $.allow[0].frames is boolean, allowed: keep-all",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"fields\":\"some\"}]} | $.allow[0].fields is \"some\", allowed: \"any\", \"known\"",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"origins\":\"https://a\"}]} | $.allow[0].origins is string, allowed: a list of origins",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"origins\":[]}]} | $.allow[0].origins is empty, allowed: a scheme",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"origins\":[\"a.example\"]}]} | $.allow[0].origins[0] is \"a.example\", allowed: a scheme",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"origins\":[\"https://a.example/\"]}]} | $.allow[0].origins[0] is \"https://a.example/\", allowed: a scheme",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"origins\":[\"https://a.example:443\"]}]} | $.allow[0].origins[0] is \"https://a.example:443\", allowed: a scheme",
                "{\"version\":1,\"allow\":[{\"executable\":\"/a/b\",\"fields\":\"any\",\"origins\":[\"https://a\"]}]} | $.allow[0].fields is \"any\", allowed: \"known\" beside origins",
                "{\"version\":1,\"allow\":[{\"windowClass\":\"A\"}]} | $.allow[0].reason is missing",
                "{\"version\":1,\"allow\":[{\"windowClass\":\"A\",\"reason\":\" \"}]} | $.allow[0].reason is empty",
                "{\"version\":1,\"allow\":[{\"windowClass\":\"A\",\"reason\":\"b\",\"sha256\":\"$HASH\"}]} | $.allow[0].sha256 has nothing to check",
                "{\"version\":1,\"allow\":[]} x                    | $ is not JSON",
                "{version:1}                                       | $. is not JSON",
                "{\"version\":1,\"allow\":[],}                     | is not JSON",
            })
    void refusesWithPlaceAndWhatIsAllowed(String json, String message) {
        assertThatThrownBy(() -> PolicyReader.parse(json.replace("$HASH", HASH)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("allowed: ")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/*/firefox",
                "/usr/lib/firefox*",
                "/usr/**/firefox",
                "/usr/lib/**",
                "/usr/../bin/x",
                "/usr/./bin/x",
                "/usr//bin/x",
                "/usr/bin/",
                "/",
                "/usr/{bin,sbin}/x",
                "/usr/bin/?",
                "usr/bin/x",
                "*",
            })
    void noPatternCanMeanEveryProgram(String pattern) {
        assertThat(ExecutablePattern.valid(pattern)).isFalse();
    }
}

package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

class RulePackTest {
    static final String TOKEN = """
            "id":"acme.token","type":"SECRET","keywords":["acme_"],"reach":[0,40],"pattern":"acme_[A-Za-z0-9]{12}",
            "stop":["@common"],"positive":["a ⟦acme_A1b2C3d4E5f6⟧ b","⟦acme_Z1y2X3w4V5u6⟧"],"negative":["acme_short"]""";
    static final String PIN = """
            "id":"acme.badge","type":"BADGE","shape":"digits","digits":[6,6],"pattern":"[0-9]{3}-?[0-9]{3}",
            "labels":["badge number","Ausweis"],"unless":["order"],
            "positive":["badge number ⟦123456⟧","Ausweis: ⟦123-456⟧"],"negative":["123456","order badge number 123456"]""";
    static final String KEY = """
            "id":"acme.key","type":"SECRET","shape":"token","length":[16,16],"pattern":"[a-f0-9]{16}",
            "check":["entropy:2.5"],"labels":["key"],"labelSide":"around","priority":5,
            "positive":["key=⟦0123456789abcdef⟧","⟦0123456789abcdef⟧ is the key"],"negative":["key=aaaaaaaaaaaaaaaa"]""";

    static RulePack pack(String... rules) throws IOException {
        String json = "{\"pack\":\"test\",\"version\":\"1\",\"rules\":[{" + String.join("},{", rules) + "}]}";
        return RulePack.load(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void finds(RulePack pack, String expected) {
        assertThat(Marked.by(pack.detector(), Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "«acme_A1b2C3d4E5f6»",
                "(«acme_A1b2C3d4E5f6»),«acme_A1b2C3d4E5f7»",
                "acme_acme_acme_«acme_A1b2C3d4E5f6»",
                "Xacme_A1b2C3d4E5f6 acme_A1b2C3d4E5f6X",
                "«ａｃｍｅ_Ａ1b2C3d4E5f6»",
                "«acme_A1b2\u200BC3d4E5f6»",
                "acme_exampleA1b2C",
                "x%20«acme%5FA1b2C3d4E5f6»",
                "y «YWNtZV9BMWIyQzNkNEU1ZjY=» z",
                "y «YWNtZV9BMWIyQzNkNEU1ZjY» z",
                "long «acme_A1b2\nC3d4E5f6»",
                "badge number «123456», badge_number=«123-456» badgeNumber «123456» AUSWEIS «123456»",
                "badgering number 123456 and order 7 badge number 123456",
                "badge number, which is quite a long way away from where it should be, 123456",
                "Ausweis «123\n456» b",
                "Ausweis «123-\n456» b",
                "the key «0123456789abcdef» and «0123456789abcdef»",
            })
    void findsWithAllRules(String expected) throws IOException {
        finds(pack(TOKEN, PIN, KEY), expected);
    }

    @Test
    void theStrongerRuleNamesTheUnion() throws IOException {
        String wide = """
                "id":"wide","type":"OTHER","keywords":["zz"],"reach":[0,30],"boundary":"none",
                "pattern":"zz0123456789abcde","positive":["⟦zz0123456789abcde⟧","a ⟦zz0123456789abcde⟧"],"negative":["zz"]""";
        String strong = """
                "id":"strong","type":"SECRET","priority":3,"keywords":["abc"],"reach":[3,10],"boundary":"none",
                "pattern":"9abcdef","positive":["⟦9abcdef⟧","x⟦9abcdef⟧"],"negative":["abc"]""";
        List<Finding> findings = pack(wide, strong).detector().detect(Sensitive.of("a zz0123456789abcdefg"));
        assertThat(findings).containsExactly(new Finding(2, 20, "SECRET", "strong"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"id\":\"a\"' | type",
                "'\"id\":\"a b\"' | id",
                "'\"id\":\"a\",\"type\":\"T\",\"patern\":\"x\"' | rule a: patern: unknown member",
                "'\"id\":\"a\",\"type\":\"T\",\"keywords\":[\"x\"],\"pattern\":\"(x\",\"positive\":[\"⟦x⟧\",\"⟦x⟧\"],\"negative\":[\"y\"]' | rule a: pattern",
                "'\"id\":\"a\",\"type\":\"T\",\"keywords\":[\"x\"],\"pattern\":\"x\",\"group\":1,\"positive\":[\"⟦x⟧\",\"⟦x⟧\"],\"negative\":[\"y\"]' | rule a: group",
                "'\"id\":\"a\",\"type\":\"T\",\"keywords\":[\"x\"],\"pattern\":\"x\",\"check\":[\"nope\"],\"positive\":[\"⟦x⟧\",\"⟦x⟧\"],\"negative\":[\"y\"]' | check nope is unknown",
                "'\"id\":\"a\",\"type\":\"T\",\"keywords\":[\"x\"],\"pattern\":\"x\",\"positive\":[\"⟦x⟧\"],\"negative\":[\"y\"]' | at least two",
                "'\"id\":\"a\",\"type\":\"T\",\"keywords\":[\"x\"],\"pattern\":\"x\",\"positive\":[\"⟦x⟧\",\"⟦z⟧\"],\"negative\":[\"y\"]' | rule a: positive case 2",
                "'\"id\":\"a\",\"type\":\"T\",\"keywords\":[\"x\"],\"pattern\":\"x\",\"positive\":[\"⟦x⟧\",\"⟦x⟧\"],\"negative\":[\"y\",\"x\"]' | rule a: negative case 2",
                "'\"id\":\"a\",\"type\":\"T\",\"scanner\":\"nope\",\"positive\":[\"⟦x⟧\",\"⟦x⟧\"],\"negative\":[\"y\"]' | scanner nope is unknown",
            })
    void refusesWithTheReason(String rule, String reason) {
        assertThatThrownBy(() -> pack(rule))
                .isInstanceOf(PackException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("⟦");
    }

    @Test
    void theRuleNamesThePhoneRegionsUnlessTheyAreSet() throws IOException {
        String german = """
                "id":"phone","type":"PHONE","scanner":"phone","settings":{"regions":["DE"]},
                "positive":["so ⟦0221 23125 014⟧ it is","⟦+49 30 23125 014⟧"],"negative":["so 020 7946 0958 it is"]""";
        String text = "so 020 7946 0958 or 0221 23125 014 it is";
        RulePack pack = pack(german);
        assertThat(Marked.by(pack.detector(), text)).isEqualTo("so 020 7946 0958 or «0221 23125 014» it is");
        PackDetector british = new PackDetector(pack, new EngineSettings(List.of("GB"), 0));
        assertThat(Marked.by(british, text)).isEqualTo("so «020 7946 0958» or 0221 23125 014 it is");
    }

    @Test
    void twoTextsAtATimeDoNotMix() throws Exception {
        PackDetector detector = pack(TOKEN, PIN, KEY).detector();
        String text = "the key «0123456789abcdef», badge number «123456», acme_ ".repeat(50);
        List<Finding> alone = detector.detect(Sensitive.of(Marked.plain(text)));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<Finding>>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String other = i % 2 == 0 ? Marked.plain(text) : "";
                calls.add(() -> detector.detect(Sensitive.of(other)));
            }
            List<Future<List<Finding>>> results = threads.invokeAll(calls);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(i % 2 == 0 ? alone : List.of());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manyRulesMoreThanAreKeptCompiledAreStillFound() throws IOException {
        String[] rules = new String[40];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules.length; i++) {
            String name = "k" + (char) ('a' + i / 10) + (char) ('a' + i % 10);
            String value = name + "_" + "A1".repeat(450);
            rules[i] = """
                    "id":"r%d","type":"SECRET","keywords":["%s_"],"reach":[0,1000],"pattern":"%s_[A-Z0-9]{900}",
                    "positive":["⟦%s⟧","a ⟦%s⟧"],"negative":["%s_"]""".formatted(i, name, name, value, value, name);
            text.append(value).append(' ');
        }
        PackDetector detector = pack(rules).detector();
        for (int round = 0; round < 3; round++) {
            assertThat(detector.detect(Sensitive.of(text.toString()))).hasSize(rules.length);
        }
    }

    @Test
    void costGrowsWithLengthAlone() throws IOException {
        PackDetector detector = pack(TOKEN, PIN, KEY).detector();
        for (String seed :
                List.of("acme_", "acme_A1b2C3d4E5f6", "badge number 1", "123-456 ", "1 ", "a1", "%41", "\n1")) {
            long small = detector.steps(seed.repeat(4_000 / seed.length()));
            long large = detector.steps(seed.repeat(16_000 / seed.length()));
            assertThat(large).as(seed).isLessThan(5 * small + 1_000);
        }
    }

    @Test
    void tooMuchWorkMasksTheWhole() throws IOException {
        PackDetector hurried = new PackDetector(pack(TOKEN), new EngineSettings(List.of(), 1));
        String text = "acme_ ".repeat(20_000);
        assertThat(hurried.detect(Sensitive.of(text)))
                .containsExactly(new Finding(0, text.length(), "UNSCANNED", "budget"));
        assertThat(hurried.classes()).contains("UNSCANNED", "SECRET");
    }
}

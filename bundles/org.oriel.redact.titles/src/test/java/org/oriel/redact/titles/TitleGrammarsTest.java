package org.oriel.redact.titles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.redact.Finding;

class TitleGrammarsTest {
    private static final TitleGrammars GRAMMARS = TitleGrammars.builtIn();
    private static final TitleMask MASK = new TitleMask(GRAMMARS);

    @Test
    void coversManyApplications() {
        assertThat(GRAMMARS.apps()).hasSizeGreaterThan(50);
        assertThat(GRAMMARS.apps().stream()
                        .mapToInt(app -> app.allNames().size())
                        .sum())
                .isGreaterThan(500);
    }

    @Test
    void maskingTwiceChangesNothing() {
        for (App app : GRAMMARS.apps()) {
            List<String> titles = new ArrayList<>(app.negative());
            app.positive().forEach(marked -> titles.add(Case.read(marked).title()));
            for (String title : titles) {
                String once = MASK.mask(app.id(), title);
                assertThat(MASK.mask(app.id(), once)).as(app.id()).isEqualTo(once);
                assertThat(once).doesNotContainIgnoringCase("brightwater");
            }
        }
    }

    @Test
    void readsTheApplicationFromTheTitle() {
        Map<String, String> masked = Map.of(
                "Arc | Payments - Brightwater, Ltd - Stripe", "Arc | Payments - <COMPANY> - Stripe",
                "Slack | #tides", "Slack | <CHANNEL>",
                "Chrome | Inbox (2) - mara@example.org - Gmail", "Chrome | Inbox (2) - <ACCOUNT> - Gmail",
                "Safari | Fix drift · Issue #9 · harbor/gauge", "Safari | <TITLE> · Issue <ID> · <REPO>",
                "RE: offer - Message (HTML) - Outlook", "<SUBJECT> - Message (HTML) - Outlook",
                "tides (Channel) - Brightwater - Slack - Google Chrome",
                        "<CHANNEL> (Channel) - <WORKSPACE> - Slack - Google Chrome",
                "Arc | (030) 901820", "Arc | <TITLE>",
                "Mail | Your biopsy result", "Mail | <SUBJECT>");
        masked.forEach((title, expected) -> assertThat(MASK.mask("", title)).isEqualTo(expected));
    }

    @Test
    void aTextThatNamesNoApplicationIsNoTitle() {
        for (String text : List.of(
                "We met Mara Quill of Brightwater in June.",
                "String name | int count",
                "x - y - z",
                "Arc | of a\ncircle",
                "The mail - as ever - was late",
                "")) {
            assertThat(GRAMMARS.find("", text)).as(text).isEmpty();
            assertThat(GRAMMARS.recognise(text)).as(text).isEmpty();
        }
    }

    @Test
    void knowsApplicationsByPathClassOriginAndName() {
        for (String app : List.of(
                "/snap/slack/1/usr/lib/slack/slack",
                "C:\\Users\\mara\\AppData\\Local\\slack\\Slack.exe",
                "class:Slack",
                "https://app.slack.com",
                "Slack")) {
            assertThat(MASK.mask(app, "tides (Channel) - Brightwater - Slack"))
                    .isEqualTo("<CHANNEL> (Channel) - <WORKSPACE> - Slack");
        }
    }

    @Test
    void masksTheTitleOfAnUnknownProgramButForItsNameAndWordsOfInterfaces() {
        assertThat(MASK.mask("/opt/tidal/tidal", "Brightwater - Settings - tidal"))
                .isEqualTo("<TITLE> - Settings - tidal");
        assertThat(MASK.mask("class:Tidal", "Tidal")).isEqualTo("Tidal");
        assertThat(MASK.mask("class:Tidal", "Mara Quill")).isEqualTo("<TITLE>");
        assertThat(MASK.mask("class:Tidal", " - ".repeat(20_000) + "Mara")).isEqualTo(" <TITLE>");
    }

    @Test
    void leavesPlaceholdersOfEarlierMaskingAlone() {
        assertThat(MASK.mask("slack", "<CHANNEL_4> (Channel) - <COMPANY_1> - Slack"))
                .isEqualTo("<CHANNEL_4> (Channel) - <COMPANY_1> - Slack");
        assertThat(MASK.mask("outlook", "Inbox - <EMAIL_1> - Outlook")).isEqualTo("Inbox - <EMAIL_1> - Outlook");
        assertThat(MASK.mask("outlook", "offer to <EMAIL_1> - Outlook")).isEqualTo("<SUBJECT> - Outlook");
        assertThat(MASK.mask("slack", "<mara quill> (Channel) - <X> - Slack"))
                .isEqualTo("<CHANNEL> (Channel) - <X> - Slack");
    }

    @Test
    void findingsCountAsJavaStringsDo() {
        String title = "👩‍💻 tídes (Channel) – Brightwater\u200b - Slack";
        List<Finding> found = GRAMMARS.find("slack", title);
        assertThat(found)
                .extracting(f -> title.substring(f.start(), f.end()))
                .containsExactly("👩‍💻 tídes", "Brightwater");
        assertThat(found).extracting(Finding::type).containsExactly("CHANNEL", "WORKSPACE");
        assertThat(found).extracting(Finding::rule).allMatch(rule -> rule.matches("title\\.slack\\.\\d+"));
    }

    @Test
    void masksWhatIsTooLongForTemplatesWhole() {
        String long1 = "tides - ".repeat(9_000);
        assertThat(MASK.mask("slack", long1 + "Slack")).isEqualTo("<CHANNEL> - Slack");
    }

    @Test
    void takesFurtherGrammarsFirst(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("own.json"), """
                {"version": "1", "apps": [{"id": "tidal", "names": ["Tidal Desk"], "executables": ["tidal"],
                 "templates": ["Berth {n} - {VESSEL}"], "positive": ["Berth 3 - ⟦VESSEL:Mara II⟧ - Tidal Desk", "Berth 4 - ⟦VESSEL:Theo⟧"],
                 "negative": ["Tidal Desk"]}]}
                """);
        TitleGrammars own = TitleGrammars.load(directory);
        assertThat(new TitleMask(own).mask("/opt/tidal", "Berth 7 - Quill - Tidal Desk"))
                .isEqualTo("Berth 7 - <VESSEL> - Tidal Desk");
        assertThat(own.classes()).contains("VESSEL");
    }

    @Test
    void refusesAGrammarWhoseCaseFailsWithoutQuotingTheCase(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("own.json"), """
                {"version": "1", "apps": [{"id": "tidal", "names": ["Tidal"], "templates": ["{VESSEL} at sea"],
                 "positive": ["⟦VESSEL:Mara⟧ at sea", "⟦VESSEL:Mara⟧ at anchor"], "negative": ["Tidal"]}]}
                """);
        assertThatThrownBy(() -> TitleGrammars.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("title grammar tidal, positive case 2: masks [TITLE 0-14], expected [VESSEL 0-4]");
    }

    @Test
    void refusesWhatIsMalformed(@TempDir Path directory) throws IOException {
        for (Map.Entry<String, String> wrong : Map.of(
                        "{\"version\": \"1\", \"apps\": [{\"id\": \"a\", \"tempaltes\": []}]}",
                                "member tempaltes is not known",
                        "{\"version\": \"1\", \"apps\": [{\"id\": \"a\", \"positive\": [], \"negative\": []}]}",
                                "at least 2 positive",
                        "{\"version\": \"1\", \"apps\": [{\"id\": \"a\", \"templates\": [\"{A}{B}\"]}]}", "two slots",
                        "{\"version\": \"1\", \"apps\": [{\"id\": \"a\", \"templates\": [\"{a}\"]}]}", "upper case",
                        "{\"version\": \"1\", \"apps\": [{\"id\": \"a\", \"templates\": [\"{A:shapely}\"]}]}",
                                "shape shapely",
                        "{\"version\": \"1\", \"apps\": [{\"id\": \"a\", \"templates\": [\"x [y\"]}]}",
                                "square bracket",
                        "{\"version\": \"1\", \"apps\": [{\"id\": \"a\", \"templates\": [\"{=nolist}\"]}]}",
                                "list nolist",
                        "[]", "not an object")
                .entrySet()) {
            Files.writeString(directory.resolve("own.json"), wrong.getKey());
            assertThatThrownBy(() -> TitleGrammars.load(directory))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("own.json")
                    .hasMessageContaining(wrong.getValue());
        }
    }

    /** Whatever stands in a slot of any template is masked, with the program's name and without, as program and page. */
    @Test
    void nothingInASlotStays() {
        for (App app : GRAMMARS.apps()) {
            for (Template template : app.templates()) {
                String title = template.title(TitleGrammarsTest::sample);
                String name = app.allNames().isEmpty() ? "" : app.allNames().get(0);
                for (String whole : List.of(title, title + " - " + name, name + " | " + title, "(3) " + title)) {
                    assertThat(MASK.mask(app.id(), whole))
                            .as("%s: %s", app.id(), whole)
                            .doesNotContainIgnoringCase("qorv")
                            .doesNotContainIgnoringCase("zabel");
                    assertThat(MASK.mask("firefox", whole + " — Mozilla Firefox"))
                            .doesNotContainIgnoringCase("qorv")
                            .doesNotContainIgnoringCase("zabel");
                }
            }
        }
    }

    private static String sample(Template.Slot slot) {
        if (slot.list() != null) {
            return slot.list().iterator().next();
        }
        return switch (slot.shape()) {
            case ANY, NAME -> "Qorvina Zabel";
            case NUMBER -> "3";
            case WORD -> "qorvina";
            case SLUG -> "qorvina/zabel";
            case NESTED -> "qorvina / zabel";
            case AT -> "@qorvina";
            case HASH -> "#qorvina";
            case EMAIL -> "qorvina@zabel.example";
            case ID -> "QORV-17";
            case FILE -> "qorvina.txt";
            case PATH -> "/home/qorvina/zabel";
            case URL -> "https://qorvina.example/zabel";
            case LOGIN -> "qorvina@zabel";
        };
    }

    @Test
    void declaresWhatItFinds() {
        Set<String> classes = GRAMMARS.classes();
        for (App app : GRAMMARS.apps()) {
            for (String marked : app.positive()) {
                assertThat(classes)
                        .containsAll(GRAMMARS.find(app.id(), Case.read(marked).title()).stream()
                                .map(Finding::type)
                                .toList());
            }
        }
    }
}

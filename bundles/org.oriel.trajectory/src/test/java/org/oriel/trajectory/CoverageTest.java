package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Rect;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class CoverageTest {
    @Test
    void goldenSessionCoversEverySkill() {
        Coverage coverage = Coverage.of(GoldenSession.episodes());
        assertThat(coverage.episodes()).isEqualTo(2);
        assertThat(coverage.withTask()).isEqualTo(1);
        assertThat(coverage.steps()).isEqualTo(56);
        for (Coverage.Skill skill : Coverage.Skill.values()) {
            assertThat(coverage.of(skill)).as(skill.text()).isPositive();
        }
        assertThat(coverage.of(Coverage.Skill.SCROLL)).isEqualTo(4);
        assertThat(coverage.of(Coverage.Skill.MULTI_APPLICATION)).isEqualTo(1);
        assertThat(coverage.menuDepth()).containsOnlyKeys(3);
        assertThat(coverage.shortcuts())
                .containsKeys("Control+s", "Control+Shift+t", "Alt+F4")
                .hasSize(8);
        assertThat(coverage.lengths()).containsOnlyKeys(10, 20);
    }

    @Test
    void nothingIsCountedThatIsNotThere() {
        Coverage none = Coverage.of(java.util.List.of());
        assertThat(none.steps()).isZero();
        for (Coverage.Skill skill : Coverage.Skill.values()) {
            assertThat(none.of(skill)).isZero();
        }
        assertThat(none.table()).startsWith("0 episodes, 0 with a task, 0 steps");
    }

    @Test
    void oneIsOne() {
        Coverage one = Coverage.of(StepsOf.of(SessionScript.any().click(1, 1)).episodes);
        assertThat(one.table()).startsWith("1 episode, 0 with a task, 1 step\n");
    }

    @Test
    void tableHasALineForEachSkillAndNoContent() {
        String table = Coverage.of(GoldenSession.episodes()).table();
        assertThat(table).contains("dropdown choices").containsPattern("scrolls +4 +7\\.1 %");
        assertThat(table).doesNotContain("Document").doesNotContain("O'Neil").doesNotContain("As PDF");
    }

    @Test
    void pictureIsWellFormedWhateverApplicationsCallThemselves() throws Exception {
        SessionScript script =
                SessionScript.any().click(1, 1).element("<evil \"&\u0001\ud83d>", "x", new Rect(0, 0, 9, 9));
        Coverage coverage = Coverage.of(StepsOf.of(script).episodes);
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(coverage.svg())));
        assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(picture.getElementsByTagName("text").getLength()).isGreaterThan(15);
        assertThat(coverage.svg()).contains("none");
    }
}

package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;

class EpisodeRulesTest {
    private static SessionScript script() {
        return SessionScript.any();
    }

    private static List<String> episodes(SessionScript script) {
        return StepsOf.of(script).episodes.stream()
                .map(episode -> episode.ended() + " " + Shown.actions(episode.steps()))
                .toList();
    }

    private static SessionScript outcome(SessionScript script, String task) {
        return script.add(new Extension(Trajectories.EPISODE_SCHEMA, Map.of("task", Sensitive.of(task))));
    }

    @Test
    void marksAreBoundaries() {
        SessionScript script = script().type("a").mark(Mark.Kind.EPISODE_START).type("b");
        script.mark(Mark.Kind.EPISODE_END)
                .type("c")
                .mark(Mark.Kind.EPISODE_START)
                .mark(Mark.Kind.EPISODE_END);
        assertThat(episodes(script)).containsExactly("NEXT [type 'a']", "EXPLICIT [type 'b']", "NEXT [type 'c']");
        assertThat(StepsOf.of(script).episodes)
                .extracting(e -> e.head().explicit())
                .containsExactly(false, true, false);
    }

    @Test
    void taskAndOutcomeOfTheOpenEpisodeOrTheNext() {
        SessionScript script = script().mark(Mark.Kind.EPISODE_START);
        outcome(script, "first").type("a");
        outcome(script, "better name").mark(Mark.Kind.EPISODE_END, "failure", Map.of());
        script.mark(Mark.Kind.EPISODE_START).type("b").mark(Mark.Kind.EPISODE_END);
        List<Episode> episodes = StepsOf.of(script).episodes;
        assertThat(episodes.get(0).task()).contains(Sensitive.of("better name"));
        assertThat(episodes.get(0).outcome()).isEqualTo("failure");
        assertThat(episodes.get(1).task()).isEmpty();
        assertThat(episodes.get(1).outcome()).isEmpty();
    }

    /** As {@code oriel episode start TASK} and {@code stop --outcome} tell it. */
    @Test
    void taskAfterTheStartAndOutcomeBeforeTheEnd() {
        SessionScript script = script().type("a").mark(Mark.Kind.EPISODE_START);
        outcome(script, "Write the offer").type("b");
        script.add(new Extension(Trajectories.EPISODE_SCHEMA, Map.of("outcome", Sensitive.of("abandoned"))))
                .mark(Mark.Kind.EPISODE_END)
                .type("c");
        List<Episode> episodes = StepsOf.of(script).episodes;
        assertThat(episodes).extracting(Episode::outcome).containsExactly("", "abandoned", "");
        assertThat(episodes.get(0).task()).isEmpty();
        assertThat(episodes.get(1).task()).contains(Sensitive.of("Write the offer"));
        assertThat(episodes.get(2).task()).isEmpty();
    }

    @Test
    void idleIsABoundaryOnlyWithoutMarks() {
        assertThat(episodes(script().type("a").pause(300_100).type("b")))
                .containsExactly("IDLE [type 'a']", "INPUT [type 'b']");
        assertThat(episodes(script().mark(Mark.Kind.EPISODE_START)
                        .type("a")
                        .pause(300_100)
                        .type("b")))
                .containsExactly("INPUT [type 'a', wait 300140, type 'b']");
    }

    @Test
    void shortIdleIsAWait() {
        assertThat(episodes(script().type("a").pause(4_960).type("b"))).containsExactly("INPUT [type 'ab']");
        assertThat(episodes(script().type("a").pause(4_961).type("b")))
                .containsExactly("INPUT [type 'a', wait 5001, type 'b']");
    }

    @Test
    void nothingIsKnownAboutIdleTimeWithAGapInIt() {
        assertThat(episodes(script().type("a").pause(9_000).mark(Mark.Kind.GAP).type("b")))
                .containsExactly("INPUT [type 'a', type 'b']");
    }

    @Test
    void anotherApplicationIsABoundaryIfSet() {
        SessionScript script = script().type("a").in("w2", "/usr/bin/geany").type("b");
        assertThat(episodes(script)).hasSize(1);
        Reduction split = Reduction.DEFAULT.withBoundaries(300_000, true);
        assertThat(StepsOf.of(split, script.events()).episodes)
                .extracting(Episode::ended)
                .containsExactly(Episode.Ended.APPLICATION, Episode.Ended.INPUT);
        assertThat(StepsOf.of(script).episodes.get(0).applications())
                .containsExactly("/usr/bin/mousepad", "/usr/bin/geany");
    }

    @Test
    void pauseAndSessionEndIt() {
        SessionScript script = script().type("a").mark(Mark.Kind.PAUSE).mark(Mark.Kind.SESSION_END);
        assertThat(episodes(script)).containsExactly("PAUSE [type 'a']");
        assertThat(episodes(script().type("a").mark(Mark.Kind.SESSION_END))).containsExactly("SESSION [type 'a']");
    }

    @Test
    void anotherSessionEndsTheOneBeforeEvenWithoutAMark() {
        List<CaptureEvent> events =
                new ArrayList<>(script().type("a").down("b", "KeyB").events());
        SessionScript other = new SessionScript(UUID.fromString("5e551001-0000-4000-8000-000000000002"));
        events.addAll(
                other.in("w1", "/usr/bin/mousepad").up("b", "KeyB").type("c").events());
        List<Episode> episodes = StepsOf.of(Reduction.DEFAULT, events).episodes;
        assertThat(episodes).extracting(Episode::ended).containsExactly(Episode.Ended.SESSION, Episode.Ended.INPUT);
        assertThat(Shown.actions(episodes.get(1).steps()))
                .containsExactly("unknown released-without-press x1", "type 'c'");
        assertThat(episodes.get(1).session()).isNotEqualTo(episodes.get(0).session());
    }

    @Test
    void anEpisodeHasOneGrantOnePurposeOnePolicy() {
        SessionScript script = script().mark(Mark.Kind.EPISODE_START);
        outcome(script, "task")
                .type("a")
                .under("grant-1", "ai-training", "1".repeat(64))
                .type("b");
        script.under("grant-2", "ai-training", "1".repeat(64)).type("c");
        List<Episode> episodes = StepsOf.of(script).episodes;
        assertThat(episodes).extracting(e -> e.head().part()).containsExactly(0, 1, 2);
        assertThat(episodes).extracting(e -> e.head().grant()).containsExactly("grant-1", "grant-1", "grant-2");
        assertThat(episodes).allMatch(e -> e.task().isPresent());
        assertThat(episodes)
                .extracting(Episode::ended)
                .containsExactly(Episode.Ended.TERMS, Episode.Ended.TERMS, Episode.Ended.INPUT);
    }

    @Test
    void longEpisodeGoesOnInParts() {
        SessionScript script = script().task("long");
        for (int i = 0; i < 5; i++) {
            script.tap("Tab").tap("Enter");
        }
        script.mark(Mark.Kind.EPISODE_END, "success", Map.of());
        List<Episode> episodes = StepsOf.of(Reduction.DEFAULT.withSizes(4, 100, 100), script.events()).episodes;
        assertThat(episodes).extracting(e -> e.steps().size()).containsExactly(4, 4, 2);
        assertThat(episodes).extracting(e -> e.head().part()).containsExactly(0, 1, 2);
        assertThat(episodes)
                .extracting(Episode::ended)
                .containsExactly(Episode.Ended.LENGTH, Episode.Ended.LENGTH, Episode.Ended.EXPLICIT);
        assertThat(episodes).allMatch(e -> e.task().isPresent());
        assertThat(episodes).extracting(Episode::outcome).containsExactly("", "", "success");
        assertThat(episodes).extracting(Episode::id).doesNotHaveDuplicates();
    }

    @Test
    void interventionByMarkOrByActor() {
        SessionScript script =
                script().by(Actor.AGENT).type("a").by(Actor.HUMAN).type("b").type("c");
        script.mark(Mark.Kind.INTERVENTION).tap("Escape").tap("Enter");
        assertThat(StepsOf.of(script).shown())
                .containsExactly(
                        "type 'a'", "type 'bc' [INTERVENTION]", "press Escape x1 [INTERVENTION]", "press Enter x1");
    }

    @Test
    void framesThatStepsNameAreInTheEpisode() {
        SessionScript script =
                script().frames().type("a").settle().tap("Enter").settle().settle();
        Episode episode =
                StepsOf.of(script.mark(Mark.Kind.EPISODE_END)).episodes.get(0);
        assertThat(episode.frames()).containsOnlyKeys("f0", "f1", "f2");
        assertThat(episode.screen().width()).isEqualTo(1920);
    }

    @Test
    void finishedEpisodeWaitsForItsLastFrameButNotForLong() {
        SessionScript late = script().frames().type("a").mark(Mark.Kind.EPISODE_END);
        late.mark(Mark.Kind.EPISODE_START).settle();
        StepsOf ended = new StepsOf();
        Trajectories trajectories = new Trajectories(ended);
        late.events().forEach(trajectories::accept);
        assertThat(ended.episodes).hasSize(1);
        assertThat(StepsOf.of(late).episodes.get(0).frames()).containsOnlyKeys("f0", "f1");

        StepsOf result = new StepsOf();
        Trajectories waiting = new Trajectories(result);
        SessionScript never = script().frames().type("a").mark(Mark.Kind.EPISODE_END);
        never.events().forEach(waiting::accept);
        assertThat(result.episodes).isEmpty();
        never.pause(10_100).mark(Mark.Kind.EPISODE_START);
        never.events().forEach(waiting::accept);
        assertThat(result.episodes).hasSize(1);
        assertThat(result.episodes.get(0).frames()).containsOnlyKeys("f0");
    }

    @Test
    void whatIsTakenBackIsNotHandedOver() {
        SessionScript script = script().frames()
                .type("old")
                .settle()
                .pause(20_000)
                .type("secret")
                .settle();
        script.tap("Enter").settle().pause(1_500).move(1, 1);
        script.mark(Mark.Kind.FORGET, "", Map.of("events", 9L, "seconds", 10L)).type("new");
        StepsOf result = StepsOf.of(script);
        assertThat(Shown.actions(result.episodes.get(0).steps())).containsExactly("type 'old'", "type 'new'");
        assertThat(result.episodes.get(0).frames()).containsOnlyKeys("f0", "f1");
        assertThat(result.episodes.get(0).gaps())
                .extracting(Episode.Gap::reason, Episode.Gap::beforeStep)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("forget", 1));
        assertThat(result.forgotten).containsExactly(1);
    }

    @Test
    void whatIsMissingInTheStoreIsAGap() {
        StepsOf result = new StepsOf();
        Trajectories trajectories = new Trajectories(result);
        SessionScript script = script().type("a");
        script.events().forEach(trajectories::accept);
        trajectories.missing("expired", 12);
        trajectories.accept(script.type("b").events().get(2));
        trajectories.finish();
        assertThat(result.episodes.get(0).gaps())
                .containsExactly(new Episode.Gap(1, script.events().get(1).time(), "expired", Map.of("records", 12L)));
    }

    @Test
    void manyGapsAreAddedUp() {
        SessionScript script = script().type("a");
        for (int i = 0; i < 1_000; i++) {
            script.mark(Mark.Kind.GAP, "queue-full", Map.of("records", 2L));
        }
        List<Episode.Gap> gaps = StepsOf.of(script).episodes.get(0).gaps();
        assertThat(gaps).hasSize(Reduction.GAPS);
        assertThat(gaps.stream().mapToLong(gap -> gap.counts().get("records")).sum())
                .isEqualTo(2_000);
    }

    @Test
    void wrongThresholdIsNamed() {
        assertThatThrownBy(() -> Reduction.DEFAULT.withSizes(0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxSteps is 0, allowed is 1 to 100000");
    }
}

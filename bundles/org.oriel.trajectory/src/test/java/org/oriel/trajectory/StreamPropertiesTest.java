package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Scroll;

/** What holds for any stream of events, however senseless. */
class StreamPropertiesTest {
    private static final String[] KEYS = {
        "a", "B", "é", "😀", "Enter", "Backspace", "Dead", "Unidentified", "Shift", "Control", "Alt"
    };

    /** Hands that do anything, in any order. */
    static SessionScript anything(long seed, int length) {
        Random random = new Random(seed);
        SessionScript script =
                new SessionScript(new UUID(seed, 7)).in("w1", "/usr/bin/a").frames();
        for (int i = 0; i < length; i++) {
            anything(script, random);
        }
        return script;
    }

    private static void anything(SessionScript script, Random random) {
        String key = KEYS[random.nextInt(KEYS.length)];
        int place = random.nextInt(40);
        switch (random.nextInt(22)) {
            case 0, 1 -> script.down(key, "Code" + key);
            case 2, 3 -> script.up(key, "Code" + key);
            case 4 -> script.repeat(key, "Code" + key, random.nextInt(5));
            case 5 -> script.tap(key, "Code" + key);
            case 6, 7 -> script.press(1 + random.nextInt(3));
            case 8, 9 -> script.release(1 + random.nextInt(3));
            case 10 -> script.click(1 + random.nextInt(3), place, place, 1 + random.nextInt(3));
            case 11, 12 -> script.move(place, random.nextInt(40));
            case 13 -> script.scroll(random.nextInt(3) - 1, random.nextInt(3) - 1, 1 + random.nextInt(3));
            case 14 -> script.pause(random.nextInt(3_000));
            case 15 -> script.settle();
            case 16 -> script.masked("EMAIL", "<EMAIL_" + place + ">");
            case 17 -> script.suppressed();
            case 18 ->
                script.element(
                        List.of("menu", "menu item", "combo box", "entry").get(random.nextInt(4)),
                        "n" + place,
                        new Rect(0, 0, place, place),
                        random.nextBoolean());
            case 19 -> script.in("w" + random.nextInt(3), "/usr/bin/" + random.nextInt(2));
            case 20 -> script.by(Actor.values()[random.nextInt(Actor.values().length)]);
            default ->
                script.mark(List.of(
                                Mark.Kind.GAP,
                                Mark.Kind.EPISODE_START,
                                Mark.Kind.EPISODE_END,
                                Mark.Kind.INTERVENTION,
                                Mark.Kind.PAUSE)
                        .get(random.nextInt(5)));
        }
    }

    @Property(tries = 300)
    void theSameEventsGiveTheSameSteps(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int length) {
        StepsOf one = StepsOf.of(anything(seed, length));
        StepsOf other = StepsOf.of(anything(seed, length));
        assertThat(other.episodes).isEqualTo(one.episodes);
        assertThat(other.steps).isEqualTo(one.steps);
    }

    @Property(tries = 300)
    void deliveredTwiceChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int length) {
        List<CaptureEvent> events = anything(seed, length).events();
        Random random = new Random(seed);
        List<CaptureEvent> again = new ArrayList<>();
        int at = 0;
        while (at < events.size()) {
            int to = Math.min(events.size(), at + 1 + random.nextInt(60));
            again.addAll(events.subList(at, to));
            // A batch that was not acknowledged comes again, from somewhere before.
            at = random.nextInt(4) == 0 ? Math.max(0, to - random.nextInt(50)) : to;
        }
        assertThat(StepsOf.of(Reduction.DEFAULT, again).episodes)
                .isEqualTo(StepsOf.of(Reduction.DEFAULT, events).episodes);
    }

    @Property(tries = 300)
    void everyInputEventIsInExactlyOneStep(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int length) {
        List<CaptureEvent> events = anything(seed, length).events();
        StepsOf result = StepsOf.of(Reduction.DEFAULT, events);
        // A release that comes after its press went into a step that is complete belongs to no other one.
        long acts = events.stream().filter(StreamPropertiesTest::begins).count();
        long input = events.stream().filter(StreamPropertiesTest::isInput).count();
        int told = result.steps.stream().mapToInt(step -> step.events().count()).sum();
        assertThat((long) told).isLessThanOrEqualTo(input).isGreaterThanOrEqualTo(acts);
    }

    private static boolean isInput(CaptureEvent event) {
        return event.body() instanceof Key
                || event.body() instanceof PointerButton
                || event.body() instanceof Scroll
                || event.body() instanceof org.oriel.api.event.PointerMove;
    }

    private static boolean begins(CaptureEvent event) {
        if (event.body() instanceof Key key) {
            boolean modifier = KeyNames.isModifier(key.key().reveal());
            return !modifier && key.phase() != Key.Phase.UP;
        }
        return event.body() instanceof PointerButton || event.body() instanceof Scroll;
    }

    @Property(tries = 200)
    void episodesHoldTheStepsThatWereTold(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int length) {
        StepsOf result = StepsOf.of(
                Reduction.DEFAULT.withSizes(7, 5, 1_000), anything(seed, length).events());
        List<Step> inEpisodes =
                result.episodes.stream().flatMap(e -> e.steps().stream()).toList();
        assertThat(inEpisodes).isEqualTo(result.steps);
        for (Episode episode : result.episodes) {
            assertThat(episode.steps()).hasSizeBetween(1, 7);
            assertThat(episode.steps())
                    .extracting(Step::index)
                    .containsExactlyElementsOf(
                            IntStream.range(0, episode.steps().size()).boxed().toList());
        }
        assertThat(result.episodes).extracting(Episode::id).doesNotHaveDuplicates();
    }

    @Property(tries = 100)
    void startingTheSessionOverGivesTheSameEpisodesAgain(@ForAll long seed) {
        List<CaptureEvent> events = anything(seed, 300).events();
        StepsOf crashed = new StepsOf();
        Trajectories trajectories = new Trajectories(crashed);
        events.subList(0, events.size() * 2 / 3).forEach(trajectories::accept);
        List<Episode> whole = StepsOf.of(Reduction.DEFAULT, events).episodes;
        assertThat(whole.subList(0, crashed.episodes.size())).isEqualTo(crashed.episodes);
    }
}

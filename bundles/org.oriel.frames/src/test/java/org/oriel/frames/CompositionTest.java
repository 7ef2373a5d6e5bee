package org.oriel.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.ScreenLayout.Pane;
import org.oriel.api.source.Target;
import org.oriel.tck.FakeScreen;

class CompositionTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 44;

    /** One random stack: windows, menus, panels, shaped, translucent, without a known owner, over several monitors. */
    private static ScreenLayout stack(Random random) {
        List<Pane> panes = new ArrayList<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            List<Rect> rects = IntStream.rangeClosed(0, random.nextInt(3) / 2 + random.nextInt(2))
                    .mapToObj(n -> new Rect(
                            random.nextInt(WIDTH + 20) - 10,
                            random.nextInt(HEIGHT + 20) - 10,
                            random.nextInt(30),
                            random.nextInt(30)))
                    .toList();
            Target target = switch (random.nextInt(8)) {
                case 0 -> Target.UNKNOWN;
                case 1 -> FakeScreen.window(0, "/usr/bin/good");
                case 2 ->
                    new Target(
                            Target.Scope.UNKNOWN,
                            50 + i,
                            FakeScreen.window(1, "/usr/bin/good").application());
                case 3, 4 -> FakeScreen.window(100 + i, "/usr/bin/bad");
                default -> FakeScreen.window(1 + i, "/usr/bin/good");
            };
            panes.add(new Pane(target, rects, random.nextInt(4) > 0));
        }
        Rect bounds = new Rect(-5, -3, WIDTH, HEIGHT);
        List<Monitor> monitors = List.of(
                new Monitor("a", new Rect(-5, -3, 30, HEIGHT), 1), new Monitor("b", new Rect(25, -3, 30, 20), 2));
        return new ScreenLayout(bounds, monitors, panes, 1);
    }

    private static boolean allowed(Target target) {
        return target.application().executable().equals("/usr/bin/good");
    }

    private static boolean admitted(Target target) {
        return target.scope() == Target.Scope.WINDOW && target.window() != 0 && allowed(target);
    }

    /** Who is seen at a place, topmost first; empty where it must be black. Written anew, pixel by pixel. */
    private static List<Target> owners(ScreenLayout layout, int x, int y) {
        List<Target> owners = new ArrayList<>();
        for (int i = layout.panes().size() - 1; i >= 0; i--) {
            Pane pane = layout.panes().get(i);
            if (pane.rects().stream().noneMatch(rect -> holds(rect, x, y))) {
                continue;
            }
            if (!admitted(pane.target())) {
                return List.of();
            }
            owners.add(pane.target());
            if (pane.opaque()) {
                return owners;
            }
        }
        return List.of();
    }

    private static boolean holds(Rect rect, int x, int y) {
        return x >= rect.x() && y >= rect.y() && x < rect.x() + rect.width() && y < rect.y() + rect.height();
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName(
            "random stacks: each pixel is kept exactly when all that is seen in it is admitted, and has its owners")
    void stacks(int seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 50; n++) {
            ScreenLayout layout = stack(random);
            Rect area = random.nextBoolean() ? layout.bounds() : new Rect(3, 2, 30, 25);
            Composition seen = Composition.of(layout, area, CompositionTest::allowed);
            for (int y = area.y(); y < area.y() + area.height(); y++) {
                for (int x = area.x(); x < area.x() + area.width(); x++) {
                    List<Target> expected = owners(layout, x, y);
                    int px = x;
                    int py = y;
                    List<List<Target>> found = seen.pieces().stream()
                            .filter(piece -> holds(piece.rect(), px, py))
                            .map(Composition.Piece::owners)
                            .toList();
                    if (!found.equals(expected.isEmpty() ? List.of() : List.of(expected))) {
                        assertThat(found)
                                .as("seed %d, stack %d, %d,%d", seed, n, x, y)
                                .isEqualTo(List.of(expected));
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("a place as large as numbers go, or none at all, is no way out")
    void extremes() {
        int most = Integer.MAX_VALUE;
        Rect bounds = new Rect(0, 0, 20, 20);
        List<Pane> panes = List.of(
                new Pane(FakeScreen.window(1, "/usr/bin/good"), List.of(new Rect(-10, -10, most, most)), true),
                new Pane(FakeScreen.window(2, "/usr/bin/bad"), List.of(new Rect(10, -most, most, most)), true),
                new Pane(FakeScreen.window(3, "/usr/bin/bad"), List.of(new Rect(15, 5, most, most)), true),
                new Pane(FakeScreen.window(4, "/usr/bin/bad"), List.of(new Rect(0, 0, -5, 5)), true));
        Composition seen =
                Composition.of(new ScreenLayout(bounds, List.of(), panes, 1), bounds, CompositionTest::allowed);
        assertThat(seen.seen(target -> true).size()).isEqualTo(20 * 20 - 5 * 15);
    }

    @Test
    @DisplayName("without a rule everything is black")
    void noRule() {
        ScreenLayout layout = stack(new Random(7));
        assertThat(Composition.of(layout, layout.bounds(), target -> false).isEmpty())
                .isTrue();
    }
}

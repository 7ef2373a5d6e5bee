package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.api.event.Rect;
import org.oriel.api.source.Screen;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.Target;

/** What every {@link Screen} must do. A subclass shows one window of one colour and can paint in it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ScreenContract {
    private static final int MARK = 0x5A000000;
    private static final long LIMIT_SECONDS = 20;

    private Screen screen;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // Before each test.
    protected ScreenContract() {}

    /** The screen, as its activation makes it. */
    protected abstract Screen open() throws Exception;

    /** Deactivates it. */
    protected abstract void close(Screen open) throws Exception;

    /** Shows a window that covers {@code rect} in one colour. */
    protected abstract void show(Rect rect, int colour) throws Exception;

    @BeforeEach
    final void begin() throws Exception {
        screen = open();
    }

    @AfterEach
    final void end() throws Exception {
        close(screen);
    }

    @Test
    @DisplayName("MUST tell a window with its place on the desktop, above what it covers")
    final void tellsWindows() throws Exception {
        Rect rect = new Rect(40, 30, 120, 80);
        show(rect, 0x123456);
        ScreenLayout layout = screen.layout();
        assertThat(layout.bounds().width()).isPositive();
        assertThat(layout.monitors()).isNotEmpty();
        assertThat(screen.desktop()).isNotEmpty();
        List<ScreenLayout.Pane> there = layout.panes().stream()
                .filter(pane -> pane.target().scope() == Target.Scope.WINDOW
                        && pane.rects().stream().anyMatch(each -> covers(each, rect)))
                .toList();
        assertThat(there).isNotEmpty();
        assertThat(there.get(there.size() - 1).target().window()).isNotZero();
    }

    private static boolean covers(Rect outer, Rect inner) {
        return outer.x() <= inner.x()
                && outer.y() <= inner.y()
                && outer.x() + outer.width() >= inner.x() + inner.width()
                && outer.y() + outer.height() >= inner.y() + inner.height();
    }

    @Test
    @DisplayName("MUST copy the pixels of the area, and write nowhere else")
    final void copies() throws Exception {
        show(new Rect(40, 30, 120, 80), 0x123456);
        int stride = 50;
        int[] pixels = new int[stride * 40];
        Arrays.fill(pixels, MARK);
        screen.grab(new Rect(60, 50, 20, 10), pixels, 5 * stride + 7, stride);
        for (int i = 0; i < pixels.length; i++) {
            int x = i % stride - 7;
            int y = i / stride - 5;
            boolean inside = x >= 0 && x < 20 && y >= 0 && y < 10;
            assertThat(pixels[i]).as("%d,%d", x, y).isEqualTo(inside ? 0x123456 : MARK);
        }
    }

    @Test
    @DisplayName("MUST give black for what lies outside of the desktop")
    final void outside() {
        int[] pixels = new int[100];
        Arrays.fill(pixels, MARK);
        Rect bounds = screen.layout().bounds();
        screen.grab(new Rect(bounds.x() + bounds.width(), bounds.y(), 10, 10), pixels, 0, 10);
        assertThat(pixels).containsOnly(0);
        Arrays.fill(pixels, MARK);
        screen.grab(new Rect(bounds.x() - 10, bounds.y() - 10, 10, 10), pixels, 0, 10);
        assertThat(pixels).containsOnly(0);
    }

    @Test
    @DisplayName("MUST tell everything as changed at first, then what was painted, and call once for it")
    final void tellsChanges() throws Exception {
        Rect bounds = screen.layout().bounds();
        CountDownLatch told = new CountDownLatch(1);
        screen.onChange(told::countDown);
        List<Rect> first = screen.changed();
        assertThat(first).anyMatch(rect -> covers(rect, bounds));
        Rect rect = new Rect(40, 30, 120, 80);
        show(rect, 0x654321);
        assertThat(told.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        int middleX = rect.x() + rect.width() / 2;
        int middleY = rect.y() + rect.height() / 2;
        assertThat(changedUntil(middleX, middleY)).isTrue();
    }

    private boolean changedUntil(int x, int y) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            if (screen.changed().stream().anyMatch(rect -> covers(rect, new Rect(x, y, 1, 1)))) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    @Test
    @DisplayName("MUST throw after it was deactivated, and leave no thread behind")
    final void ends() throws Exception {
        Threads before = Threads.now();
        Screen other = open();
        close(other);
        assertThatThrownBy(other::layout).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> other.grab(new Rect(0, 0, 1, 1), new int[1], 0, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(before.leftAfter(java.time.Duration.ofSeconds(2))).isEmpty();
    }
}

package org.oriel.frames;

import java.util.List;
import java.util.function.Supplier;
import org.oriel.api.event.Rect;
import org.oriel.api.source.Screen;
import org.oriel.api.source.ScreenLayout;

/** A screen whose every failure is the same: it is lost for now. */
final class WatchedScreen implements Screen {
    /** It threw; its message may be anything, so only the class is kept. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost(Throwable cause) {
            super(cause.getClass().getName(), null, false, false);
        }
    }

    private final Screen screen;

    WatchedScreen(Screen screen) {
        this.screen = screen;
    }

    private static <T> T call(Supplier<T> what) {
        try {
            return what.get();
        } catch (RuntimeException | LinkageError e) {
            throw new Lost(e);
        }
    }

    @Override
    public String desktop() {
        return call(screen::desktop);
    }

    @Override
    public ScreenLayout layout() {
        return call(screen::layout);
    }

    @Override
    public long moves() {
        return call(screen::moves);
    }

    @Override
    public void grab(Rect area, int[] pixels, int offset, int stride) {
        call(() -> {
            screen.grab(area, pixels, offset, stride);
            return true;
        });
    }

    @Override
    public List<Rect> changed() {
        return call(screen::changed);
    }

    @Override
    public void onChange(Runnable listener) {
        call(() -> {
            screen.onChange(listener);
            return true;
        });
    }
}

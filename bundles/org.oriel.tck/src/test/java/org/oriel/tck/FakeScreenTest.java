package org.oriel.tck;

import org.oriel.api.event.Rect;
import org.oriel.api.source.Screen;

/** The fake keeps the contract itself. */
class FakeScreenTest extends ScreenContract {
    private FakeScreen screen;

    @Override
    protected Screen open() {
        screen = new FakeScreen(300, 200);
        return screen;
    }

    @Override
    protected void close(Screen open) {
        ((FakeScreen) open).fail(new IllegalStateException("closed"));
    }

    @Override
    protected void show(Rect rect, int colour) {
        screen.add(FakeScreen.window(7, "/usr/bin/test"), rect, colour);
    }
}

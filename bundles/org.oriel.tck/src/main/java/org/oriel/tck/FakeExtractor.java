package org.oriel.tck;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;

/** An extractor that answers what a test says, and keeps what it was asked. */
public final class FakeExtractor implements ContextExtractor {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile IntFunction<Optional<Element>> focused = window -> Optional.empty();
    private volatile IntFunction<Optional<FieldState>> field = window -> Optional.empty();
    private volatile BiFunction<Integer, Point, Optional<Element>> at = (window, point) -> Optional.empty();

    /** One that answers nothing. */
    public FakeExtractor() {}

    /** What it answers from now on when it is asked for the focused element of a window. */
    public FakeExtractor focusedIs(IntFunction<Optional<Element>> answer) {
        focused = answer;
        return this;
    }

    /** What it answers from now on when it is asked for the field of a window. */
    public FakeExtractor fieldIs(IntFunction<Optional<FieldState>> answer) {
        field = answer;
        return this;
    }

    /** What it answers from now on when it is asked for the element at a point. */
    public FakeExtractor atIs(BiFunction<Integer, Point, Optional<Element>> answer) {
        at = answer;
        return this;
    }

    /** What it was asked, in order: {@code focused 1}, {@code field 1}, {@code at 1 10,20}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Optional<Element> focused(int window) {
        asked.add("focused " + window);
        return focused.apply(window);
    }

    @Override
    public Optional<FieldState> field(int window) {
        asked.add("field " + window);
        return field.apply(window);
    }

    @Override
    public Optional<Element> at(int window, Point point) {
        asked.add("at " + window + " " + point.x() + "," + point.y());
        return at.apply(window, point);
    }
}

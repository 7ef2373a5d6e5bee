package org.oriel.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.event.Element;
import org.oriel.api.event.Rect;
import org.oriel.frames.Shot.Masked;
import org.oriel.host.FrameDesk;

/** Masks the field that has the keyboard when it is protected, or named like something sensitive. One thread. */
final class Fields {
    private static final long BUDGET_NANOS = 300_000_000L;
    private static final int PADDING = 4;
    private static final int PADDING_SHARE = 10;

    private final Plugins<ContextExtractor> extractors;
    private final FrameDesk desk;
    private final Sticky sticky;

    Fields(Plugins<ContextExtractor> extractors, FrameDesk desk, Sticky sticky) {
        this.extractors = extractors;
        this.desk = desk;
        this.sticky = sticky;
    }

    /** The element that has the keyboard, as each extractor knows it; asked before and after a picture is taken. */
    List<Element> focused(int window) throws InterruptedException {
        List<Element> elements = new ArrayList<>();
        for (Plugin<ContextExtractor> plugin : extractors.all()) {
            if (!plugin.isSuspended()) {
                try {
                    extractors
                            .call(plugin, () -> plugin.service.focused(window), BUDGET_NANOS)
                            .ifPresent(elements::add);
                } catch (Calls.GivenUp | ExecutionException e) {
                    // No answer: what was protected before stays masked.
                    continue;
                }
            }
        }
        return elements;
    }

    /** What must be painted over, on the virtual desktop; and stays so while the window shows it. */
    List<Masked> masks(int window, Composition seen, List<Element> elements) {
        List<Masked> masks = new ArrayList<>();
        for (Element element : elements) {
            if (Region.isEmpty(element.bounds())) {
                continue;
            }
            Rect rect = padded(element.bounds());
            if (element.guarded()) {
                masks.add(new Masked(rect, Sticky.FIELD, "protected"));
                Optional.ofNullable(seen.windows().get(window))
                        .ifPresent(hull -> sticky.add(window, hull, Region.of(rect), true));
            } else if (!element.name().isEmpty()
                    && !desk.find(List.of(element.name())).get(0).isEmpty()) {
                masks.add(new Masked(rect, Sticky.FIELD, "name"));
            }
        }
        return masks;
    }

    private static Rect padded(Rect rect) {
        int x = PADDING + rect.width() / PADDING_SHARE;
        int y = PADDING + rect.height() / PADDING_SHARE;
        return new Rect(rect.x() - x, rect.y() - y, rect.width() + 2 * x, rect.height() + 2 * y);
    }
}

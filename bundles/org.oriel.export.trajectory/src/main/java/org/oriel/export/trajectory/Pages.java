package org.oriel.export.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Element;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/**
 * What a browser told in one session: elements of pages with ways to find them again, and which page a window showed. A
 * pointer event does not know its page; the element that the browser tells for it does.
 */
final class Pages {
    private static final String TARGET = "org.oriel.browser.target/1";
    private static final int MOST = 4096;
    /** What a browser says about an action may come after it; as in the rules of the trajectory. */
    private static final long TOLD_LATER_NANOS = 1_000_000_000;

    private static final long TOGETHER_NANOS = 50_000_000;

    private record Told(long nanos, String origin, String role, Rect bounds, Map<String, Sensitive> found) {
        boolean is(Element element) {
            return role.equals(element.role()) && bounds.equals(element.bounds());
        }
    }

    private record Shown(long nanos, String window, String origin) {}

    private final List<Told> told = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();

    void add(CaptureEvent event) {
        String origin = event.subject().origin();
        if (origin.isEmpty()) {
            return;
        }
        long nanos = event.time().monotonicNanos();
        show(new Shown(nanos, event.subject().window(), origin));
        if (event.body() instanceof Element element) {
            bound(told);
            told.add(new Told(nanos, origin, element.role(), element.bounds(), Map.of()));
        } else if (event.body() instanceof Extension extension
                && extension.schema().equals(TARGET)) {
            // It follows its element, at nearly the same time.
            for (int i = told.size() - 1; i >= 0 && nanos - told.get(i).nanos() <= TOGETHER_NANOS; i--) {
                Told of = told.get(i);
                if (of.origin().equals(origin) && of.found().isEmpty()) {
                    told.set(i, new Told(of.nanos(), origin, of.role(), of.bounds(), extension.fields()));
                    return;
                }
            }
        }
    }

    private void show(Shown now) {
        Optional<Shown> before = last(now.window(), Long.MAX_VALUE);
        if (!now.window().isEmpty()
                && before.filter(b -> b.origin().equals(now.origin())).isEmpty()) {
            bound(shown);
            shown.add(now);
        }
    }

    private static void bound(List<?> list) {
        if (list.size() == MOST) {
            list.subList(0, MOST / 2).clear();
        }
    }

    private Optional<Shown> last(String window, long nanos) {
        for (int i = shown.size() - 1; i >= 0; i--) {
            Shown one = shown.get(i);
            if (one.nanos() <= nanos && one.window().equals(window)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    private Optional<Told> told(Step step) {
        long until = step.end().monotonicNanos() + TOLD_LATER_NANOS;
        for (int i = told.size() - 1; i >= 0 && step.element().isPresent(); i--) {
            if (told.get(i).nanos() <= until && told.get(i).is(step.element().get())) {
                return Optional.of(told.get(i));
            }
        }
        return Optional.empty();
    }

    /** Origin of the page that a step was done in; empty where it was in none, such as in the frame of the browser. */
    String origin(Step step) {
        if (!step.subject().origin().isEmpty()) {
            return step.subject().origin();
        }
        Optional<Told> element = told(step);
        if (element.isPresent()) {
            return element.get().origin();
        }
        // No element is told for it, and nothing else in a browser's window scrolls.
        return step.action() instanceof Action.Scroll
                ? last(step.subject().window(), step.start().monotonicNanos())
                        .map(Shown::origin)
                        .orElse("")
                : "";
    }

    /** CSS selectors of the element of a step, the most stable one first. */
    List<String> selectors(Step step) {
        List<String> selectors = new ArrayList<>();
        told(step).ifPresent(one -> {
            String test = text(one, "test");
            if (!test.isEmpty()) {
                // The browser tells the value, and not which of these attributes has it.
                selectors.add(":is(" + String.join(", ", attributes(test)) + ")");
            }
            if (!text(one, "id").isEmpty()) {
                selectors.add("#" + text(one, "id"));
            }
            if (!text(one, "css").isEmpty()) {
                selectors.add(text(one, "css"));
            }
        });
        return selectors;
    }

    private static List<String> attributes(String value) {
        List<String> attributes = new ArrayList<>();
        for (String name : List.of("data-testid", "data-test-id", "data-test", "data-cy", "data-qa")) {
            attributes.add("[" + name + "=\"" + value + "\"]");
        }
        return attributes;
    }

    /** Empty where it was masked: a placeholder finds nothing. */
    private static String text(Told one, String field) {
        Sensitive value = one.found().get(field);
        return value == null || value.reveal().indexOf('<') >= 0 ? "" : value.reveal();
    }
}

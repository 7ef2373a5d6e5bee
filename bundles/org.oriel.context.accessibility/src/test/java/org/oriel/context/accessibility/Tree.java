package org.oriel.context.accessibility;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.Rect;

/** Everything that an application shows: what tests compare with, and what the extractor never does. */
final class Tree implements AutoCloseable {
    /** What is there. */
    record Leaf(String role, String name, Rect bounds) {}

    private final Bus bus;

    Tree(GtkDesktop desktop) throws Exception {
        try (Bus session = Link.session(desktop.environment(), b -> {})) {
            String address = session.call(new Call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"), 5000)
                    .body("s")
                    .string();
            bus = Bus.connect(address, "tree", 5000, m -> {}, () -> {}, b -> {});
        }
    }

    /** What is showing and has nothing below it, of the application of a window's process. */
    List<Leaf> leaves(int process) throws Exception {
        List<Leaf> found = new ArrayList<>();
        for (Program program : new Programs(bus).of(process, 2000)) {
            collect(Inquiry.within(bus, program, 60_000), program.object(Reference.ROOT), found);
        }
        return found;
    }

    private void collect(Inquiry inquiry, Reference at, List<Leaf> found) throws Exception {
        List<Reference> children =
                AtSpi.children(inquiry.ask(AtSpi.children(at)).get(0));
        for (Reference child : children) {
            Elements.Seen seen = Elements.look(inquiry, child);
            // The contents of a menu that is closed say that they show.
            boolean there = seen != null && States.has(seen.states(), States.SHOWING);
            if (there && seen.bounds().width() > 4 && seen.bounds().x() >= 0) {
                int before = found.size();
                collect(inquiry, child, found);
                if (found.size() == before) {
                    found.add(new Leaf(Roles.name(seen.role()), seen.name(), seen.bounds()));
                }
            }
        }
    }

    @Override
    public void close() {
        bus.close();
    }
}

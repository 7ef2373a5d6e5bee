package org.oriel.context.accessibility;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** A connection to the accessibility bus, and the applications on it. */
record Link(Bus bus, Programs programs) {
    static final String OBJECT_EVENTS = "org.a11y.atspi.Event.Object";
    static final String WINDOW_EVENTS = "org.a11y.atspi.Event.Window";

    private static final String LAUNCHER = "org.a11y.Bus";
    private static final String LAUNCHER_PATH = "/org/a11y/bus";
    // The launcher may have to be started first.
    private static final long START_MILLIS = 5_000;
    // Not text-changed: it carries what is typed, of passwords too in some browsers. A caret that moves tells as much.
    private static final String[] EVENTS = {
        "object:state-changed:focused", "object:text-caret-moved", "window:activate", "window:deactivate",
    };
    private static final String[] MATCHES = {
        "type='signal',interface='" + OBJECT_EVENTS + "',member='StateChanged',arg0='focused'",
        "type='signal',interface='" + OBJECT_EVENTS + "',member='TextCaretMoved'",
        "type='signal',interface='" + WINDOW_EVENTS + "',member='Activate'",
        "type='signal',interface='" + WINDOW_EVENTS + "',member='Deactivate'",
        "type='signal',sender='" + Bus.DAEMON + "',interface='" + Bus.DAEMON + "',member='NameOwnerChanged',arg2=''",
    };

    /**
     * Connects to the session bus.
     *
     * @param begun told each connection before it waits
     */
    static Bus session(Map<String, String> environment, Consumer<Bus> begun) throws IOException {
        String addresses = BusAddress.session(environment);
        try {
            return Bus.connect(addresses, "oriel-session-bus", START_MILLIS, m -> {}, () -> {}, begun);
        } catch (IOException | RuntimeException e) {
            throw new IOException("no session bus: " + e.getMessage(), e);
        }
    }

    /** Asks where the accessibility bus is, which starts it where it does not run, and connects to it. */
    static Link open(Bus session, Consumer<Message> signals, Runnable lost, Consumer<Bus> begun) throws IOException {
        Bus bus;
        try {
            String addresses = session.call(new Call(LAUNCHER, LAUNCHER_PATH, LAUNCHER, "GetAddress"), START_MILLIS)
                    .body("s")
                    .string();
            bus = Bus.connect(addresses, "oriel-accessibility-bus", START_MILLIS, signals, lost, begun);
        } catch (IOException | RuntimeException e) {
            throw new IOException("no accessibility bus (Debian package at-spi2-core): " + e.getMessage(), e);
        }
        return new Link(bus, new Programs(bus));
    }

    /** Begins to listen. */
    void listen() throws IOException {
        for (String match : MATCHES) {
            bus.call(Bus.daemon("AddMatch").with(match), START_MILLIS);
        }
        for (String event : EVENTS) {
            bus.call(AtSpi.register(event), START_MILLIS);
        }
    }

    /** Tells applications that accessibility is wanted, or no longer; some only look when they start. */
    static void enable(Bus session, boolean on) throws IOException {
        session.tell(new Call(LAUNCHER, LAUNCHER_PATH, "org.freedesktop.DBus.Properties", "Set")
                .with("org.a11y.Status")
                .with("IsEnabled")
                .withVariant(on));
    }
}

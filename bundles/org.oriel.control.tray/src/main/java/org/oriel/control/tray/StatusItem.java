package org.oriel.control.tray;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.CaptureState.Phase;
import org.oriel.control.tray.Wire.Variant;

/**
 * A StatusNotifierItem with its menu (com.canonical.dbusmenu): what KDE, Xfce, GNOME with its extension and others show in
 * their panels.
 */
final class StatusItem implements AutoCloseable {
    static final String PAUSE = "pause";
    static final String RESUME = "resume";
    static final String PAGE = "page";

    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String ITEM = "org.kde.StatusNotifierItem";
    private static final String MENU = "com.canonical.dbusmenu";
    private static final String WATCHER = "org.kde.StatusNotifierWatcher";
    private static final String ITEM_PATH = "/StatusNotifierItem";
    private static final String MENU_PATH = "/MenuBar";
    private static final int[] SIZES = {16, 22, 24, 32, 48};
    private static final long FETCH_MILLIS = 700;
    private static final int LINE = 1;
    private static final int PAUSE_ID = 2;
    private static final int RESUME_ID = 3;
    private static final int PAGE_ID = 4;

    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Consumer<String> commands;
    private final boolean page;
    private volatile @Nullable Bus bus;
    private volatile Look look;
    private volatile int revision = 1;

    /** Guards {@link #fetched}. */
    private final Object fetching = new Object();

    /** The state whose sign was fetched last. */
    private @Nullable Phase fetched;

    /** {@code commands} is told what was clicked, on the bus's thread. */
    StatusItem(
            Map<String, String> environment, InstantSource clock, Look look, boolean page, Consumer<String> commands) {
        this.environment = environment;
        this.clock = clock;
        this.look = look;
        this.page = page;
        this.commands = commands;
    }

    /** Whether a panel shows it now, as far as the desktop tells; tries to get there when not. */
    boolean confirm() {
        try {
            Bus now = connected();
            if (!listed(now)) {
                register(now);
            }
            return listed(now) && fetched();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static void register(Bus bus) throws IOException {
        bus.call(WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisterStatusNotifierItem", "s", List.of(bus.name()));
    }

    /**
     * Whether the panel has fetched the sign of this state. Xfce's drops a change that comes while it reads the item for the
     * first time, and would go on showing another state: it is told again.
     */
    private boolean fetched() {
        synchronized (fetching) {
            if (fetched == look.phase()) {
                return true;
            }
        }
        signal();
        synchronized (fetching) {
            long end = System.nanoTime() + FETCH_MILLIS * 1_000_000;
            for (long left = FETCH_MILLIS; fetched != look.phase() && left > 0; ) {
                try {
                    fetching.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
                left = (end - System.nanoTime()) / 1_000_000;
            }
            return fetched == look.phase();
        }
    }

    private static boolean listed(Bus bus) throws IOException {
        boolean host = get(bus, "IsStatusNotifierHostRegistered") instanceof Boolean yes && yes;
        // Each item is a name on the bus, of most watchers with the path behind it.
        return host
                && get(bus, "RegisteredStatusNotifierItems") instanceof List<?> items
                && items.stream().anyMatch(item -> item.equals(bus.name()) || ("" + item).startsWith(bus.name() + "/"));
    }

    private static Object get(Bus bus, String property) throws IOException {
        return ((Variant)
                        bus.call(WATCHER, "/StatusNotifierWatcher", PROPERTIES, "Get", "ss", List.of(WATCHER, property))
                                .get(0))
                .value();
    }

    private synchronized Bus connected() throws IOException {
        Bus now = bus;
        if (now == null || now.ended()) {
            synchronized (fetching) {
                fetched = null;
            }
            now = Bus.connect(environment, this::called);
            bus = now;
        }
        return now;
    }

    void show(Look next) {
        look = next;
        revision++;
        signal();
    }

    /** A panel reads the time that is left only when it is told to. */
    void countDown() {
        Bus now = bus;
        if (look.until().isPresent() && now != null && !now.ended()) {
            revision++;
            now.signal(ITEM_PATH, ITEM, "NewToolTip", "");
            now.signal(MENU_PATH, MENU, "LayoutUpdated", "ui", revision, 0);
        }
    }

    private void signal() {
        Bus now = bus;
        if (now != null && !now.ended()) {
            for (String signal : List.of("NewIcon", "NewTitle", "NewToolTip")) {
                now.signal(ITEM_PATH, ITEM, signal, "");
            }
            now.signal(ITEM_PATH, ITEM, "NewStatus", "s", "Active");
            now.signal(MENU_PATH, MENU, "LayoutUpdated", "ui", revision, 0);
        }
    }

    /** Tells the desktop; whether anybody took it. */
    boolean notify(String title, String text) {
        try {
            connected()
                    .call(
                            "org.freedesktop.Notifications",
                            "/org/freedesktop/Notifications",
                            "org.freedesktop.Notifications",
                            "Notify",
                            "susssasa{sv}i",
                            List.of("Oriel", 0, "", title, text, List.of(), Map.of(), -1));
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private Bus.@Nullable Answer called(Bus.Message call) {
        List<Object> body = call.body();
        switch (call.member()) {
            case PROPERTIES + ".Get":
                Object value = properties((String) body.get(0), body.get(1).equals("IconPixmap"))
                        .get((String) body.get(1));
                return value == null ? null : new Bus.Answer("v", List.of(value));
            case PROPERTIES + ".GetAll":
                return new Bus.Answer("a{sv}", List.of(properties((String) body.get(0), true)));
            case ITEM + ".Activate":
                // One click pauses. It never resumes: what a click that was not meant does must be the safe thing.
                commands.accept(look.canPause() ? PAUSE : page ? PAGE : "");
                return Bus.Answer.NOTHING;
            case ITEM + ".SecondaryActivate", ITEM + ".ContextMenu", ITEM + ".Scroll":
                return Bus.Answer.NOTHING;
            case MENU + ".GetLayout":
                return new Bus.Answer("u(ia{sv}av)", List.of(revision, layout()));
            case MENU + ".GetGroupProperties":
                return new Bus.Answer("a(ia{sv})", List.of(group()));
            case MENU + ".Event":
                if (body.get(1).equals("clicked")) {
                    clicked((Integer) body.get(0));
                }
                return Bus.Answer.NOTHING;
            case MENU + ".AboutToShow":
                return new Bus.Answer("b", List.of(true));
            case "org.freedesktop.DBus.Introspectable.Introspect":
                return new Bus.Answer("s", List.of("<node/>"));
            case "org.freedesktop.DBus.Peer.Ping":
                return Bus.Answer.NOTHING;
            default:
                return null;
        }
    }

    private void clicked(int id) {
        switch (id) {
            case PAUSE_ID -> commands.accept(PAUSE);
            case RESUME_ID -> commands.accept(RESUME);
            case PAGE_ID -> commands.accept(PAGE);
            default -> {
                // The line that says the state does nothing.
            }
        }
    }

    private Map<String, Object> properties(String type, boolean withIcon) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (type.equals(MENU)) {
            all.put("Version", new Variant("u", 3));
            all.put("TextDirection", new Variant("s", "ltr"));
            all.put("Status", new Variant("s", "normal"));
            all.put("IconThemePath", new Variant("as", List.of()));
            return all;
        }
        Look now = look;
        if (withIcon) {
            synchronized (fetching) {
                fetched = now.phase();
                fetching.notifyAll();
            }
        }
        String title = "Oriel: " + now.title();
        all.put("Category", new Variant("s", "SystemServices"));
        all.put("Id", new Variant("s", "oriel"));
        all.put("Title", new Variant("s", title));
        all.put("Status", new Variant("s", "Active"));
        all.put("WindowId", new Variant("i", 0));
        all.put("IconName", new Variant("s", ""));
        all.put("IconPixmap", new Variant("a(iiay)", pixmaps(now)));
        all.put("OverlayIconName", new Variant("s", ""));
        all.put("AttentionIconName", new Variant("s", ""));
        all.put("ToolTip", new Variant("(sa(iiay)ss)", List.of("", List.of(), title, now.text(clock.instant()))));
        all.put("ItemIsMenu", new Variant("b", false));
        all.put("Menu", new Variant("o", MENU_PATH));
        return all;
    }

    private static List<Object> pixmaps(Look look) {
        List<Object> pixmaps = new ArrayList<>();
        for (int size : SIZES) {
            ByteBuffer bytes = ByteBuffer.allocate(size * size * 4);
            for (int pixel : Glyphs.pixels(look.phase(), size)) {
                bytes.putInt(pixel);
            }
            pixmaps.add(List.of(size, size, bytes.array()));
        }
        return pixmaps;
    }

    private List<Object> layout() {
        List<Object> children = new ArrayList<>();
        for (Map.Entry<Integer, Map<String, Object>> entry : entries().entrySet()) {
            children.add(new Variant("(ia{sv}av)", List.of(entry.getKey(), entry.getValue(), List.of())));
        }
        return List.of(0, Map.of("children-display", new Variant("s", "submenu")), children);
    }

    private List<Object> group() {
        List<Object> all = new ArrayList<>();
        entries().forEach((id, properties) -> all.add(List.of(id, properties)));
        return all;
    }

    private Map<Integer, Map<String, Object>> entries() {
        Look now = look;
        Instant time = clock.instant();
        Map<Integer, Map<String, Object>> entries = new LinkedHashMap<>();
        String text = now.text(time);
        entries.put(LINE, entry(now.title() + (text.isEmpty() ? "" : "  " + text), false));
        entries.put(PAUSE_ID, entry(now.pause(), now.canPause()));
        entries.put(RESUME_ID, entry(now.resume(), now.canResume()));
        if (page) {
            entries.put(PAGE_ID, entry(now.page(), true));
        }
        return entries;
    }

    private static Map<String, Object> entry(String label, boolean enabled) {
        Map<String, Object> properties = new LinkedHashMap<>();
        // An underscore would mark a letter.
        properties.put("label", new Variant("s", label.replace("_", "__")));
        properties.put("enabled", new Variant("b", enabled));
        properties.put("visible", new Variant("b", true));
        return properties;
    }

    @Override
    public void close() {
        Bus now = bus;
        if (now != null) {
            now.close();
        }
    }
}

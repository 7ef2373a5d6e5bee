package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;

/**
 * A session with every gesture, on two monitors of which one lies to the left of the origin, in three applications and
 * two episodes: for the tests of whatever is made out of events.
 */
public final class GoldenSession {
    /** Its id. */
    public static final UUID SESSION = UUID.fromString("601de500-0000-4000-8000-000000000001");
    /** What the person says the first episode is about. */
    public static final String TASK = "Write the \"offer\" for 5 $ & save it";

    private static final Rect EDITOR = new Rect(100, 80, 800, 600);
    private static final Rect FORM = new Rect(-1200, 100, 1000, 700);

    private GoldenSession() {}

    /** Its events, as the store keeps them. */
    public static List<CaptureEvent> events() {
        return script().events();
    }

    /** Its episodes. */
    public static List<Episode> episodes() {
        List<Episode> episodes = new ArrayList<>();
        Trajectories trajectories = new Trajectories(new TrajectorySink() {
            @Override
            public void episode(Episode episode) {
                episodes.add(episode);
            }
        });
        events().forEach(trajectories::accept);
        trajectories.finish();
        return episodes;
    }

    static SessionScript script() {
        SessionScript script = new SessionScript(SESSION)
                .monitors(
                        new Rect(-1280, 0, 3200, 1080),
                        new Monitor("DP-1", new Rect(0, 0, 1920, 1080), 1.0),
                        new Monitor("HDMI-1", new Rect(-1280, 56, 1280, 1024), 1.25));
        script.mark(Mark.Kind.SESSION_START);
        script.focus("w1", "/usr/bin/mousepad", "", "Untitled 1 - Mousepad", EDITOR)
                .frames();
        script.pause(500).task(TASK).pause(400);
        typing(script);
        keys(script);
        pointer(script);
        menus(script);
        script.pause(500).mark(Mark.Kind.EPISODE_END, "success", Map.of());
        script.pause(700).mark(Mark.Kind.EPISODE_START).pause(300);
        form(script);
        agent(script);
        unknown(script);
        return script.pause(300).mark(Mark.Kind.SESSION_END);
    }

    private static void typing(SessionScript script) {
        script.click(200, 150)
                .element("text", "Document", new Rect(110, 120, 780, 540), true)
                .settle();
        script.type("He said: \"it's 5 $\", {ok} \\ done").settle();
        script.tap("Enter").settle();
        // A dead key, AltGr, compose, a second layout, a key that no layout of the first kind has.
        script.type("Caf").tap("Dead", "Quote").tap("é", "KeyE").type(" ").tap("ß", "Minus");
        script.down("AltGraph", "AltRight").tap("€", "KeyE").up("AltGraph", "AltRight");
        script.tap("Compose", "ContextMenu").tap("Dead", "Period").tap("😀", "Digit0");
        script.type(" ").tap("漢", "KeyA").tap("字", "KeyB").type(" ");
        script.tap("д", "KeyL").tap("а", "KeyF").settle();
        script.tap("Enter");
        script.lock("CapsLock", Modifier.CAPS_LOCK, true).type("LOUDx").lock("CapsLock", Modifier.CAPS_LOCK, false);
        script.tap("Enter").settle();
        script.type("helo").tap("Backspace").tap("Backspace").type("lo").settle();
        script.type(" to ")
                .masked("EMAIL", "<EMAIL_1>")
                .type(" & ")
                .masked("SECRET", "<SECRET>")
                .settle();
        script.suppressed().suppressed().settle();
    }

    private static void keys(SessionScript script) {
        script.tap("Tab").settle();
        script.down("ArrowDown", "ArrowDown")
                .repeat("ArrowDown", "ArrowDown", 4)
                .up("ArrowDown", "ArrowDown")
                .settle();
        script.chord("Shift", "Home").settle();
        script.chord("Control", "c").settle();
        // Control stays held over two keys, and goes up before the second of them.
        script.down("Control", "ControlLeft").tap("z", "KeyZ").down("y", "KeyY").up("Control", "ControlLeft");
        script.up("y", "KeyY").settle();
        script.chord("Control", "Shift", "T").settle();
        script.chord("Alt", "F4").settle();
        script.tap("Meta", "MetaLeft").settle();
        script.chord("Control", "s").settle();
    }

    private static void pointer(SessionScript script) {
        script.click(1, 300, 200, 2).settle().pause(600);
        script.click(1, 300, 240, 3).settle().pause(600);
        script.click(2, 320, 260, 1).settle().pause(600);
        script.click(3, 340, 260, 1).settle();
        script.tap("Escape").settle();
        script.click(8, 340, 280, 1).settle();
        script.down("Control", "ControlLeft")
                .click(400, 300)
                .up("Control", "ControlLeft")
                .settle();
        script.drag(1, 200, 300, 260, 310, 420, 330).settle();
        script.drag(3, 500, 300, 560, 360, 520, 400).settle();
        script.move(600, 300).press(1).pause(700).release(1).settle();
        script.move(500, 400).scroll(0, 1, 3).settle().pause(1_200);
        script.scroll(0, -1, 2).settle().pause(1_200);
        script.scroll(1.5, 0, 1).settle();
        script.down("Control", "ControlLeft")
                .scroll(0, -1, 1)
                .up("Control", "ControlLeft")
                .settle();
    }

    private static void menus(SessionScript script) {
        script.click(130, 100)
                .element("menu", "File", new Rect(110, 90, 40, 20))
                .settle();
        script.move(150, 160)
                .element("menu", "Export", new Rect(110, 150, 160, 20))
                .settle();
        script.click(330, 190)
                .element("menu item", "As PDF", new Rect(270, 180, 120, 20))
                .settle();
        // Idle for longer than the threshold.
        script.pause(8_000).tap("F5").settle();
    }

    private static void form(SessionScript script) {
        script.chord("Alt", "Tab").settle();
        script.focus("w2", "/usr/bin/chromium", "https://forms.example.org", "Order - Chromium", FORM)
                .settle();
        script.click(-1000, 300)
                .element("combo box", "Colour", new Rect(-1050, 290, 200, 24))
                .settle();
        script.click(-1000, 360)
                .element("list item", "Green", new Rect(-1050, 350, 200, 20))
                .settle();
        script.click(-1000, 420)
                .element("entry", "Name", new Rect(-1050, 410, 200, 24), true)
                .settle();
        script.type("O'Neil").settle();
        script.mark(Mark.Kind.GAP, "queue-full", Map.of("records", 57L));
        script.click(-700, 700)
                .element("push button", "Send", new Rect(-740, 690, 80, 24))
                .settle();
    }

    private static void agent(SessionScript script) {
        script.focus("w3", "/usr/bin/geany", "", "main.c - Geany", EDITOR).settle();
        script.by(Actor.AGENT).click(300, 300).settle().type("int x").settle();
        script.by(Actor.HUMAN).mark(Mark.Kind.INTERVENTION).pause(600);
        script.chord("Control", "z").settle();
        script.by(Actor.AUTOMATION).type("ok").by(Actor.HUMAN).settle();
    }

    private static void unknown(SessionScript script) {
        script.up("q", "KeyQ").settle();
        script.move(700, 300).press(1).press(3).release(3).release(1).settle();
        script.move(720, 300).press(1);
    }
}

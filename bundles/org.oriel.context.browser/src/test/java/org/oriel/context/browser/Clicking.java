package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.oriel.api.event.Element;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Page;
import org.oriel.api.event.Rect;

/** Clicks at known elements of a page and holds what is told against them. */
final class Clicking {
    private final Lab lab;
    private final List<String> wrong = new ArrayList<>();
    private int offsetX;
    private int offsetY;

    Clicking(Lab lab) {
        this.lab = lab;
    }

    void run(int clicks) throws Exception {
        lab.focusPage();
        Lab.until("the page is told", () -> !lab.context.bodies(Page.class).isEmpty());
        assertThat(lab.context.bodies(Page.class).get(0).path().reveal()).isEqualTo("/controls");
        assertThat(lab.context.bodies(Page.class).get(0).title().reveal()).isEqualTo("Controls");
        // Where the page is on the screen: from a click whose place on both is known.
        JsonObject last = lab.eval("truth.filter(one => one.type === 'pointerdown').at(-1)")
                .getAsJsonObject();
        offsetX = 900 - last.get("x").getAsInt();
        offsetY = 600 - last.get("y").getAsInt();
        JsonArray targets = lab.eval("targets()").getAsJsonArray();
        assertThat(targets.size()).isGreaterThan(15);
        Random random = new Random(3);
        int right = 0;
        for (int i = 0; i < clicks; i++) {
            JsonElement target = targets.get(i < targets.size() ? i : random.nextInt(targets.size()));
            right += click(target.getAsJsonObject(), random) ? 1 : 0;
        }
        System.out.println("clicks right: " + right + " of " + clicks + " " + wrong);
        assertThat(right).as(wrong.toString()).isGreaterThanOrEqualTo((int) Math.ceil(clicks * 0.95));
        choices();
    }

    /** Where it is, anew: earlier clicks may have moved it. */
    private boolean click(JsonObject target, Random random) throws Exception {
        JsonObject box =
                lab.eval("where('" + target.get("id").getAsString() + "')").getAsJsonObject();
        int x = offsetX
                + box.get("x").getAsInt()
                + 2
                + random.nextInt(Math.max(1, box.get("w").getAsInt() - 4));
        int y = offsetY
                + box.get("y").getAsInt()
                + 2
                + random.nextInt(Math.max(1, box.get("h").getAsInt() - 4));
        int before = lab.context.bodies(Element.class).size();
        lab.click(x, y);
        try {
            Lab.until(
                    "the click is told", () -> lab.context.bodies(Element.class).size() > before);
        } catch (AssertionError e) {
            wrong.add("not told: " + target);
            return false;
        }
        Element element = lab.context.bodies(Element.class).get(before);
        Rect bounds = element.bounds();
        boolean inside = x >= bounds.x()
                && x < bounds.x() + bounds.width()
                && y >= bounds.y()
                && y < bounds.y() + bounds.height();
        boolean right = element.role().equals(target.get("role").getAsString())
                && element.name().reveal().equals(target.get("name").getAsString())
                && element.guarded() == target.get("guarded").getAsBoolean()
                && inside;
        if (!right) {
            wrong.add(target + " told as " + element.role() + " "
                    + element.name().reveal() + " " + bounds + " for " + x + "," + y);
        }
        lab.hands.tap(9);
        return right;
    }

    private void choices() throws Exception {
        lab.context.told.clear();
        lab.eval("open_menu(), 1");
        for (String item : List.of("m-export", "m-pdf")) {
            JsonObject box = lab.eval("where('" + item + "')").getAsJsonObject();
            lab.click(
                    offsetX + box.get("x").getAsInt() + 5,
                    offsetY + box.get("y").getAsInt() + 5);
        }
        Lab.until("the menu choice is told", () -> paths().contains("File > Export > PDF"));
        lab.eval("document.getElementById('size').focus(), 1");
        lab.desktop.keys("Down", "Down");
        Lab.until("the dropdown choice is told", () -> paths().contains("Size > Wide > Large"));
    }

    private List<String> paths() {
        return lab.context.bodies(Extension.class).stream()
                .filter(e -> e.schema().equals(Teller.CHOICE))
                .map(e -> e.fields().get("path").reveal())
                .toList();
    }
}

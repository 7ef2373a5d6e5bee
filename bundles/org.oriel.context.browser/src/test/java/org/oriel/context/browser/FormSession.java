package org.oriel.context.browser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One form, filled in at random: which fields, in which order, how fast, and what the page does meanwhile. */
final class FormSession {
    /** A field: its HTML and whether keys in it are protected. */
    private record Field(String html, boolean guarded) {}

    private static final List<Field> FIELDS = List.of(
            new Field("<input id=%s name=fullname placeholder='Full name'>", false),
            new Field("<input id=%s type=email name=email autocomplete=email>", false),
            new Field("<input id=%s type=search aria-label=Search>", false),
            new Field("<textarea id=%s name=comment rows=2></textarea>", false),
            new Field("<div id=%s contenteditable=true style='border:1px solid;min-height:20px'></div>", false),
            new Field("<input id=%s name=city>", false),
            new Field("<input id=%s type=password>", true),
            new Field("<input id=%s type=password autocomplete=new-password>", true),
            new Field("<input id=%s autocomplete=cc-number inputmode=numeric>", true),
            new Field("<input id=%s autocomplete='section-a billing cc-csc'>", true),
            new Field("<input id=%s autocomplete=one-time-code inputmode=numeric>", true),
            new Field("<input id=%s class=code>", true),
            new Field("<input id=%s name=cardNumber>", true),
            new Field("<label>Security code <input id=%s></label>", true),
            new Field("<input id=%s type=password data-toggle=type>", true),
            new Field("<input id=%s type=password name=secretword data-toggle=replace>", true),
            new Field("<input id=%s type=text data-toggle=late>", true));

    final String html;
    /** What happens, in order: a keycode, or the negative of a rest in milliseconds. */
    final List<int[]> keys = new ArrayList<>();

    final String first;
    private final Map<String, Boolean> guarded = new HashMap<>();

    FormSession(Random random, int number) {
        StringBuilder form = new StringBuilder("<form onsubmit='return false'>");
        int count = 4 + random.nextInt(4);
        int pace = List.of(3, 8, 20, 45).get(random.nextInt(4));
        for (int i = 0; i < count; i++) {
            Field field = FIELDS.get(random.nextInt(FIELDS.size()));
            String id = "s" + number + "f" + i;
            guarded.put(id, field.guarded());
            form.append("<p>").append(field.html().formatted(id)).append("</p>");
            int typed = 1 + random.nextInt(7);
            for (int k = 0; k < typed; k++) {
                keys.add(new int[] {24 + random.nextInt(10), pace + random.nextInt(pace)});
            }
            if (i + 1 == count) {
                break; // Another Tab would leave the page.
            }
            keys.add(new int[] {23, random.nextInt(3) == 0 ? 3 : pace + random.nextInt(2 * pace)});
        }
        html = form.append("</form>").toString();
        first = "s" + number + "f0";
    }

    /** Whether keys in the element are protected; what is no field of the form is open. */
    boolean guarded(String id) {
        return guarded.getOrDefault(id, false);
    }
}

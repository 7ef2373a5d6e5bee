package org.oriel.redact.titles;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One form of a title: text that is kept and slots, such as {@code Inbox[ ({n})] - {ACCOUNT}}. {@code {n}} keeps a
 * number, {@code {=list}} keeps a word of a list, {@code {*}} is read on as the title of a page, {@code {CLASS}} and
 * {@code {CLASS:shape}} are masked. Square brackets hold what may be missing; a backslash takes away the meaning of the
 * sign behind it. Matching takes every place at most once per part: no title makes it slow.
 */
final class Template {
    /** Optional stretches in one template: each doubles the number of forms. */
    private static final int MAX_FORMS = 16;

    /** A slot; {@code type} is empty where the value is kept, {@code *} where it is read on. */
    record Slot(String type, Shape shape, @Nullable Set<String> list) {
        boolean fits(Level title, int from, int to) {
            if (title.isPlaceholder(from, to)) {
                return list == null || !type.isEmpty();
            }
            String value = title.text().substring(from, to);
            return list != null ? list.contains(value) : shape.fits(value);
        }
    }

    /** Where a slot was found. */
    record Filled(Slot slot, int from, int to) {}

    /** Text that is kept, or a slot. */
    private record Part(String literal, @Nullable Slot slot) {}

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /** Reads one template into its forms, the longest first. */
    static List<Template> read(String source, Function<String, Set<String>> lists) {
        List<String> forms = forms(source);
        List<Template> templates = new ArrayList<>();
        for (String form : forms) {
            templates.add(new Template(parts(form, lists)));
        }
        return templates;
    }

    private static List<String> forms(String source) {
        // The innermost pair first: the first that closes, and the last that opens before it.
        int close = unescaped(source, ']', 0);
        int open = -1;
        for (int i = unescaped(source, '[', 0); i >= 0 && (close < 0 || i < close); i = unescaped(source, '[', i + 1)) {
            open = i;
        }
        if (open < 0 && close < 0) {
            return List.of(source);
        }
        if (open < 0 || close < 0) {
            throw new IllegalArgumentException("a square bracket without its other one");
        }
        List<String> forms = new ArrayList<>();
        for (String middle : List.of(source.substring(open + 1, close), "")) {
            forms.addAll(forms(source.substring(0, open) + middle + source.substring(close + 1)));
        }
        if (forms.size() > MAX_FORMS) {
            throw new IllegalArgumentException("more than " + MAX_FORMS + " forms of one template");
        }
        return forms;
    }

    private static int unescaped(String source, char sign, int from) {
        for (int i = from; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == sign) {
                return i;
            }
        }
        return -1;
    }

    private static List<Part> parts(String form, Function<String, Set<String>> lists) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            if (c == '\\' && i + 1 < form.length()) {
                literal.append(form.charAt(++i));
            } else if (c == '{') {
                int close = form.indexOf('}', i);
                if (close < 0) {
                    throw new IllegalArgumentException("a { without its }");
                }
                if (literal.isEmpty() && !parts.isEmpty()) {
                    throw new IllegalArgumentException("two slots without text between them");
                }
                flush(literal, parts);
                parts.add(new Part("", slot(form.substring(i + 1, close), lists)));
                i = close;
            } else {
                literal.append(c);
            }
        }
        flush(literal, parts);
        return parts;
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part(Level.of(literal.toString()).text(), null));
            literal.setLength(0);
        }
    }

    private static Slot slot(String source, Function<String, Set<String>> lists) {
        if (source.equals("n")) {
            return new Slot("", Shape.NUMBER, null);
        }
        if (source.equals("*")) {
            return new Slot("*", Shape.ANY, null);
        }
        if (source.startsWith("=")) {
            return new Slot("", Shape.ANY, lists.apply(source.substring(1)));
        }
        int colon = source.indexOf(':');
        String type = colon < 0 ? source : source.substring(0, colon);
        if (!type.matches("[A-Z][A-Z0-9_]*")) {
            throw new IllegalArgumentException("class " + type + ", allowed: upper case, digits, underscores");
        }
        return new Slot(type, colon < 0 ? Shape.ANY : Shape.named(source.substring(colon + 1)), null);
    }

    /** A title of this form, with {@code fill} in its slots. */
    String title(Function<Slot, String> fill) {
        StringBuilder title = new StringBuilder();
        for (Part part : parts) {
            Slot slot = part.slot();
            title.append(slot == null ? part.literal() : fill.apply(slot));
        }
        return title.toString();
    }

    /** The classes that it masks. */
    List<String> types() {
        return parts.stream()
                .map(Part::slot)
                .filter(slot ->
                        slot != null && !slot.type().isEmpty() && !slot.type().equals("*"))
                .map(slot -> slot == null ? "" : slot.type())
                .toList();
    }

    /** How {@code title} from {@code from} to {@code to} has this form, or {@code null}. */
    @Nullable
    List<Filled> match(Level title, int from, int to) {
        List<Filled> filled = new ArrayList<>();
        return match(title, 0, from, to, new BitSet(), filled) ? filled : null;
    }

    private boolean match(Level title, int part, int from, int to, BitSet failed, List<Filled> filled) {
        if (part == parts.size()) {
            return from == to;
        }
        int state = part * (title.length() + 1) + from;
        if (failed.get(state)) {
            return false;
        }
        Part now = parts.get(part);
        Slot slot = now.slot();
        boolean matched = slot == null
                ? title.text().startsWith(now.literal(), from)
                        && from + now.literal().length() <= to
                        && match(title, part + 1, from + now.literal().length(), to, failed, filled)
                : fill(title, part, slot, from, to, failed, filled);
        if (!matched) {
            failed.set(state);
        }
        return matched;
    }

    private boolean fill(Level title, int part, Slot slot, int from, int to, BitSet failed, List<Filled> filled) {
        if (part == parts.size() - 1) {
            return from < to && slot.fits(title, from, to) && filled.add(new Filled(slot, from, to));
        }
        String next = parts.get(part + 1).literal();
        for (int end = title.text().indexOf(next, from + 1);
                end >= 0 && end + next.length() <= to;
                end = title.text().indexOf(next, end + 1)) {
            int size = filled.size();
            if (slot.fits(title, from, end) && filled.add(new Filled(slot, from, end))) {
                if (match(title, part + 2, end + next.length(), to, failed, filled)) {
                    return true;
                }
                filled.subList(size, filled.size()).clear();
            }
        }
        return false;
    }
}

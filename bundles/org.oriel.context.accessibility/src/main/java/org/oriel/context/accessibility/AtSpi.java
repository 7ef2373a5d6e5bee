package org.oriel.context.accessibility;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.Rect;

/** Calls of the AT-SPI2 interfaces, and their answers. An answer of another shape throws. */
final class AtSpi {
    static final String ACCESSIBLE = "org.a11y.atspi.Accessible";
    static final String COMPONENT = "org.a11y.atspi.Component";
    static final String TEXT = "org.a11y.atspi.Text";
    static final String DOCUMENT = "org.a11y.atspi.Document";
    static final String REGISTRY = "org.a11y.atspi.Registry";
    static final String REGISTRY_PATH = "/org/a11y/atspi/registry";

    private static final int SCREEN = 0;
    private static final int LABELLED_BY = 2;
    private static final int MOST_CHILDREN = 128;
    private static final int MOST_NAME = 256;

    private AtSpi() {}

    static Call role(Reference object) {
        return Call.to(object, ACCESSIBLE, "GetRole");
    }

    static int role(Message answer) {
        return answer.body("u").int32();
    }

    static Call states(Reference object) {
        return Call.to(object, ACCESSIBLE, "GetState");
    }

    static long states(Message answer) {
        Message body = answer.body("au");
        int end = body.array(4);
        long low = body.before(end) ? body.int32() & 0xffffffffL : 0;
        long high = body.before(end) ? body.int32() : 0;
        return high << 32 | low;
    }

    static Call name(Reference object) {
        return Call.property(object, ACCESSIBLE, "Name");
    }

    /** The start of a name: whole paragraphs are names too. */
    static String name(Message answer) {
        String name = variant(answer, "s").string();
        return name.length() <= MOST_NAME
                ? name
                : name.substring(0, Character.isHighSurrogate(name.charAt(MOST_NAME - 1)) ? MOST_NAME - 1 : MOST_NAME);
    }

    static Call parent(Reference object) {
        return Call.property(object, ACCESSIBLE, "Parent");
    }

    static Reference parent(Message answer) {
        return variant(answer, "(so)").reference();
    }

    static Call children(Reference object) {
        return Call.to(object, ACCESSIBLE, "GetChildren");
    }

    static List<Reference> children(Message answer) {
        Message body = answer.body("a(so)");
        int end = body.array(8);
        List<Reference> children = new ArrayList<>();
        while (body.before(end) && children.size() < MOST_CHILDREN) {
            children.add(body.reference());
        }
        return children;
    }

    static Call childCount(Reference object) {
        return Call.property(object, ACCESSIBLE, "ChildCount");
    }

    /** A whole number that is a property. */
    static int number(Message answer) {
        return variant(answer, "i").int32();
    }

    /** Only its being asked matters: Chromium then begins to tell of the page. */
    static Call attributes(Reference object) {
        return Call.to(object, ACCESSIBLE, "GetAttributes");
    }

    static Call relations(Reference object) {
        return Call.to(object, ACCESSIBLE, "GetRelationSet");
    }

    /** The first label of it; a null reference if there is none. */
    static Reference label(Message answer) {
        Message body = answer.body("a(ua(so))");
        int end = body.array(8);
        while (body.before(end)) {
            body.align(8);
            int relation = body.int32();
            int last = body.array(8);
            while (body.before(last)) {
                Reference target = body.reference();
                if (relation == LABELLED_BY) {
                    return target;
                }
            }
        }
        return new Reference("", "");
    }

    static Call extents(Reference object) {
        return Call.to(object, COMPONENT, "GetExtents").withUnsigned(SCREEN);
    }

    static Rect extents(Message answer) {
        Message body = answer.body("(iiii)");
        body.align(8);
        return new Rect(body.int32(), body.int32(), Math.max(0, body.int32()), Math.max(0, body.int32()));
    }

    static Call atPoint(Reference object, int x, int y) {
        return Call.to(object, COMPONENT, "GetAccessibleAtPoint")
                .with(x)
                .with(y)
                .withUnsigned(SCREEN);
    }

    static Reference atPoint(Message answer) {
        return answer.body("(so)").reference();
    }

    static Call characterCount(Reference object) {
        return Call.property(object, TEXT, "CharacterCount");
    }

    static Call caret(Reference object) {
        return Call.property(object, TEXT, "CaretOffset");
    }

    static Call selection(Reference object) {
        return Call.to(object, TEXT, "GetSelection").with(0);
    }

    static Call text(Reference object, int characters) {
        return Call.to(object, TEXT, "GetText").with(0).with(characters);
    }

    static Call documentUrl(Reference object) {
        return Call.to(object, DOCUMENT, "GetAttributeValue").with("DocURL");
    }

    static Call register(String event) {
        return new Call(REGISTRY, REGISTRY_PATH, REGISTRY, "RegisterEvent").with(event);
    }

    private static Message variant(Message answer, String signature) {
        Message body = answer.body("v");
        if (!body.signature().equals(signature)) {
            throw new IllegalArgumentException("a property of another type");
        }
        return body;
    }
}

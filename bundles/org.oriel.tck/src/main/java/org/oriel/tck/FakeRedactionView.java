package org.oriel.tck;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.RedactionView;

/** A session's placeholders and masked values, as the host keeps them. */
public final class FakeRedactionView implements RedactionView {
    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** One in which nothing was masked yet. */
    public FakeRedactionView() {}

    @Override
    public Sensitive mask(Sensitive text) {
        String masked = text.reveal();
        for (Map.Entry<String, String> known : placeholders.entrySet()) {
            masked = masked.replace(known.getKey(), known.getValue());
        }
        return Sensitive.of(masked);
    }

    @Override
    public String placeholder(String type, Sensitive value) {
        String known = placeholders.get(value.reveal());
        if (known == null) {
            known = "<" + type + "_" + counts.merge(type, 1, Integer::sum) + ">";
            placeholders.put(value.reveal(), known);
        }
        return known;
    }
}

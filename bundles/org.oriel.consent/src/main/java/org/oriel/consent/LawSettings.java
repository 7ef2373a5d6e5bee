package org.oriel.consent;

import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the settings say about law packs.
 *
 * @param keys Ed25519 keys of who may sign packs
 * @param allowDraft whether a pack that nobody signed counts
 * @param references what packs may ask for, by name of the setting; without those that are empty
 */
record LawSettings(List<PublicKey> keys, boolean allowDraft, Map<String, String> references) {
    static final String LEGAL_BASIS = "legalBasis";
    static final String WORKS_COUNCIL = "worksCouncilReference";
    static final String DPIA = "dpiaReference";
    static final String LOCATIONS = "locations";

    /** Everything a pack can ask for. */
    static final List<String> REFERENCES = List.of(LEGAL_BASIS, WORKS_COUNCIL, DPIA, LOCATIONS);

    LawSettings {
        keys = List.copyOf(keys);
        references = java.util.Collections.unmodifiableMap(new TreeMap<>(references));
    }

    static LawSettings of(List<String> keys, boolean allowDraft, Map<String, String> references) {
        Map<String, String> given = new TreeMap<>();
        references.forEach((name, value) -> {
            String line = Text.oneLine(value);
            if (!line.isEmpty()) {
                given.put(name, line);
            }
        });
        return new LawSettings(
                keys.stream()
                        .filter(key -> !key.isBlank())
                        .map(LawSettings::key)
                        .toList(),
                allowDraft,
                given);
    }

    private static PublicKey key(String text) {
        try {
            return Keys.publicKey(Keys.ED25519, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "org.oriel.consent: lawKeys has \"" + text + "\", allowed: Ed25519 public keys in base64", e);
        }
    }

    boolean signed(byte[] pack, String signature) {
        return keys.stream().anyMatch(key -> Keys.signed(pack, signature, key));
    }

    /** The first of {@code names} that is not given. */
    Optional<String> missing(List<String> names) {
        return names.stream().filter(name -> !references.containsKey(name)).findFirst();
    }
}

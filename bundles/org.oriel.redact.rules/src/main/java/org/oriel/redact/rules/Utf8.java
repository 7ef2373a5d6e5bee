package org.oriel.redact.rules;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes that may be text. */
final class Utf8 {
    private Utf8() {}

    /** The text, or null where the bytes are none. */
    static @Nullable String decode(byte[] bytes, int count) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, count))
                    .toString();
            for (int i = 0; i < text.length(); i++) {
                int type = Character.getType(text.charAt(i));
                if (type == Character.UNASSIGNED || type == Character.PRIVATE_USE) {
                    return null;
                }
            }
            return text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}

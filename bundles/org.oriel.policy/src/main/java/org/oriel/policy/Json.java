package org.oriel.policy;

import com.google.gson.JsonPrimitive;

/** JSON text. */
final class Json {
    private Json() {}

    static String quote(String text) {
        return new JsonPrimitive(text).toString();
    }
}

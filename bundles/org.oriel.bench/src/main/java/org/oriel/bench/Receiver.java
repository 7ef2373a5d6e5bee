package org.oriel.bench;

import java.util.function.LongConsumer;

/** An input hook that tells the moment of every key and button. */
interface Receiver {
    static AutoCloseable of(String name, String display, LongConsumer edges) throws Exception {
        return switch (name) {
            case "oriel" -> OrielReceiver.open(display, edges);
            case "jnativehook" -> new JNativeHookReceiver(edges);
            default -> throw new IllegalArgumentException(name + ", allowed: oriel, jnativehook");
        };
    }
}

package org.oriel.ledger;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Something to say, in whatever language the reader has.
 *
 * @param key in {@code texts.properties}
 * @param arguments numbers, times, file names
 */
record Message(String key, List<Object> arguments) {
    static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    String in(Locale locale) {
        // Without the fallback, English is what the base file says whatever the machine's language is.
        ResourceBundle texts = ResourceBundle.getBundle(
                "org.oriel.ledger.texts",
                locale,
                Message.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Object[] plain = arguments.stream()
                .map(one -> one instanceof Number ? one.toString() : one)
                .toArray();
        return new MessageFormat(texts.getString(key), locale).format(plain);
    }

    @Override
    public String toString() {
        return in(Locale.ENGLISH);
    }
}

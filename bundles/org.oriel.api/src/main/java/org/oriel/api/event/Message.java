package org.oriel.api.event;

/**
 * An act in a mail program; never content.
 *
 * @param action such as {@code read}, {@code compose}, {@code reply}, {@code file}
 * @param counterpart kind of the other side: {@code internal}, {@code external}, {@code mixed} or {@code unknown}
 */
public record Message(String action, String counterpart) implements EventBody {
    @Override
    public String type() {
        return "message";
    }
}

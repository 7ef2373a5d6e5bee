package org.oriel.redact.rules;

/** A pack that is refused. The message names the pack, the rule and what is wrong; never content of a case. */
public final class PackException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    PackException(String message) {
        super(message);
    }
}

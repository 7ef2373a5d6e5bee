package org.oriel.control.shell;

import java.io.IOException;
import java.util.Optional;

/** What a command says to the person, and asks. */
interface Conversation {
    /** Prints text as it is. */
    void out(String text) throws IOException;

    /** Prints one line on the error stream. */
    void err(String line) throws IOException;

    /**
     * Asks and waits for a line; empty at the end of input.
     *
     * @param personOnly whether only a person at a terminal may answer
     */
    Optional<String> ask(String prompt, boolean personOnly) throws IOException;
}

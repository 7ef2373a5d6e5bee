package org.oriel.control.shell;

import java.io.IOException;
import java.util.List;

/** One command of the running instance. */
@FunctionalInterface
interface Command {
    /** Runs it; returns the exit code. */
    int run(List<String> words, Conversation talk) throws CommandFailure, IOException, InterruptedException;
}

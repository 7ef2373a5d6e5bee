package org.oriel.launcher;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person sits at a terminal. */
final class Terminal {
    private Terminal() {}

    /** Both standard input and output are a terminal. */
    static boolean attached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since JDK 22 there is a console object even without a terminal, and this method to tell.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}

package org.oriel.context.accessibility;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Questions to one application that together have a time to end by. One thread. */
final class Inquiry {
    /** With less than this left, no answer would say nothing about the application. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Bus bus;
    private final Program program;
    private final long deadlineNanos;
    private int asked;

    Inquiry(Bus bus, Program program, long deadlineNanos) {
        this.bus = bus;
        this.program = program;
        this.deadlineNanos = deadlineNanos;
    }

    static Inquiry within(Bus bus, Program program, long millis) {
        return new Inquiry(bus, program, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    Program program() {
        return program;
    }

    Bus bus() {
        return bus;
    }

    /** How many calls were made. */
    int asked() {
        return asked;
    }

    /**
     * Asks all at once, since a round trip costs more than a question, and waits for all.
     *
     * @return the answers in the order of the calls; some may be errors
     * @throws IOException when the application is suspended, or is from now on because it did not answer
     */
    List<Message> ask(Call... calls) throws IOException {
        long start = System.nanoTime();
        if (program.watchdog().suspended(start)) {
            throw new IOException("suspended");
        }
        if (deadlineNanos - start < LEAST_NANOS) {
            throw new IOException("no time left");
        }
        List<Bus.Asked> under = new ArrayList<>();
        List<Message> answers = new ArrayList<>();
        try {
            for (Call call : calls) {
                if (!call.destination().equals(program.owner())) {
                    // An object that another application only claims to have.
                    throw new IOException("not an object of the application");
                }
                under.add(bus.ask(call));
                asked++;
            }
            for (Bus.Asked each : under) {
                answers.add(each.await(deadlineNanos));
            }
            program.watchdog().answered();
            return answers;
        } catch (Bus.StalledException e) {
            program.watchdog().stalled(start, System.nanoTime());
            throw e;
        } finally {
            under.forEach(Bus.Asked::abandon);
        }
    }
}

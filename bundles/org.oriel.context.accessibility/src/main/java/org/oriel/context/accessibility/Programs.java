package org.oriel.context.accessibility;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The applications of one connection to the accessibility bus. Any thread. */
final class Programs {
    private static final int MOST = 512;
    private static final long LIST_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Bus bus;
    private final long listeningNanos = System.nanoTime();
    private final Map<String, Program> known = new ConcurrentHashMap<>();
    private final AtomicLong listedNanos = new AtomicLong(listeningNanos - LIST_EVERY_NANOS);

    Programs(Bus bus) {
        this.bus = bus;
    }

    /** The application behind a name of the bus; null when there are absurdly many. */
    @Nullable
    Program of(String owner) {
        Program program = known.get(owner);
        return program != null || known.size() >= MOST
                ? program
                : known.computeIfAbsent(owner, o -> new Program(o, listeningNanos));
    }

    void gone(String owner) {
        known.remove(owner);
    }

    int count() {
        return known.size();
    }

    /** Asks the bus, which asked the kernel, who the application is. */
    int identify(Program program, long millis) throws IOException {
        if (program.process() == 0) {
            program.process(bus.call(Bus.daemon("GetConnectionUnixProcessID").with(program.owner()), millis)
                    .body("u")
                    .int32());
        }
        return program.process();
    }

    /** Applications of a process, mostly one. */
    List<Program> of(int process, long millis) throws IOException {
        List<Program> found = present(process);
        long now = System.nanoTime();
        long listed = listedNanos.get();
        if (found.isEmpty() && now - listed >= LIST_EVERY_NANOS && listedNanos.compareAndSet(listed, now)) {
            for (Reference application : list(millis)) {
                Program program = of(application.owner());
                if (program != null) {
                    identifyQuietly(program, millis);
                }
            }
            found = present(process);
        }
        return found;
    }

    private List<Program> present(int process) {
        List<Program> found = new ArrayList<>();
        for (Program program : known.values()) {
            if (program.process() == process) {
                found.add(program);
            }
        }
        return found;
    }

    /** What the registry lists: applications, not what is in them. */
    private List<Reference> list(long millis) throws IOException {
        List<Reference> applications =
                AtSpi.children(bus.call(AtSpi.children(new Reference(AtSpi.REGISTRY, Reference.ROOT)), millis));
        applications.removeIf(a -> !a.owner().matches(":[0-9.]{1,64}"));
        return applications;
    }

    private void identifyQuietly(Program program, long millis) {
        try {
            identify(program, millis);
        } catch (IOException | RuntimeException e) {
            // It left meanwhile.
            known.remove(program.owner());
        }
    }
}

package org.oriel.bench;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the kernel says of a process, dead threads included. */
final class Proc {
    private static final int TIMESPEC_BYTES = 16;
    /** Low bits of a clock id that asks for the scheduler's time of a whole process (Linux, posix-timers_types.h). */
    private static final int PROCESS_SCHED = 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    static {
        Native.register(Proc.class, NativeLibrary.getInstance("libc.so.6"));
    }

    private final long pid;
    private final Memory time = new Memory(TIMESPEC_BYTES);

    Proc(long pid) {
        this.pid = pid;
    }

    static Proc self() {
        return new Proc(ProcessHandle.current().pid());
    }

    static native int clock_gettime(int clock, Memory time);

    /**
     * Processor time in nanoseconds: the sum of utime and stime in {@code /proc/PID/stat}, read through the clock of the
     * process, because that file rounds to 10 ms and a second of an idle process is less.
     */
    long cpuNanos() {
        int clock = (int) ((~pid << 3) | PROCESS_SCHED);
        if (clock_gettime(clock, time) != 0) {
            throw new IllegalStateException("process " + pid + " has no clock: it ended");
        }
        return time.getLong(0) * NANOS_PER_SECOND + time.getLong(8);
    }

    /** utime + stime of {@code /proc/PID/stat} in clock ticks, 100 a second on Linux. */
    long cpuTicks() {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        // Fields 14 and 15 of proc(5), counted from the third one on.
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Bytes that the process caused to be sent to the storage layer: whole pages, each time one is written again. */
    long writeBytes() {
        return number("io", "write_bytes:");
    }

    long residentBytes() {
        return number("status", "VmRSS:") * 1024;
    }

    /** Processor nanoseconds by thread name, the first 15 characters of it; threads of one name together. */
    Map<String, Long> threadNanos() {
        Map<String, Long> nanos = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                String name = Files.readString(task.resolve("comm")).strip();
                // The first of three numbers (Documentation/scheduler/sched-stats in the kernel's sources).
                String spent = Files.readString(task.resolve("schedstat")).split(" ", -1)[0];
                nanos.merge(name, Long.parseLong(spent), Long::sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanos;
    }

    private long number(String file, String name) {
        for (String line : read(file).split("\n", -1)) {
            if (line.startsWith(name)) {
                return Long.parseLong(
                        line.substring(name.length()).replace("kB", "").trim());
            }
        }
        throw new IllegalStateException("/proc/" + pid + "/" + file + " has no " + name);
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

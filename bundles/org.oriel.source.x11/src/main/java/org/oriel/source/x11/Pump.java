package org.oriel.source.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/**
 * The hook's one thread. It owns every X connection: {@code open} announced XInput 2.2 and sees all raw events,
 * {@code blind} announced 2.0 and is not shown keys that go into another client's grab. It waits in {@code poll} and
 * wakes up only for events, for a pointer sample that is due, and every five seconds for the watchdog.
 */
final class Pump implements Runnable, Merger.Output {
    private static final long WATCHDOG_NANOS = 5_000_000_000L;
    private static final int PENDING_BYTES = 8;
    /** More keys than one read of a connection holds; what does not fit counts as grabbed, the safe side. */
    private static final int EARLY = 1024;

    /** XFocusChangeEvent: detail values that say the focus stayed inside the window or is about the pointer. */
    private static final int NOTIFY_INFERIOR = 2;

    private static final int NOTIFY_POINTER = 5;
    private static final int NOTIFY_GRAB = 1;
    private static final int NOTIFY_UNGRAB = 2;

    private final Connection open;
    private final Connection blind;
    private final Keyboard keyboard;
    private final Windows windows;
    private final PointerWatch pointer;
    private final Devices devices;
    private final Recorder recorder;
    private final Watchdog watchdog;
    private final Merger merger = new Merger(this);
    private final Cursor cursor = new Cursor();
    private final Memory polls = new Memory(3L * PENDING_BYTES);
    private final int wakeUp;
    private final int inputOpcode;
    private final int keyboardEvent;
    private volatile boolean stopped;
    private volatile String failure = "";

    // The batch of keys being settled belongs to this window, Windows.UNKNOWN when nobody knows.
    private int keysWindow;
    private final int[][] early = new int[EARLY][];
    private int earlyCount;
    private long nextWatch;
    private long grabbed;

    Pump(
            Connection open,
            Connection blind,
            Keyboard keyboard,
            Windows windows,
            PointerWatch pointer,
            Devices devices,
            Recorder recorder,
            Watchdog watchdog,
            int inputOpcode,
            int keyboardEvent) {
        this.open = open;
        this.blind = blind;
        this.keyboard = keyboard;
        this.windows = windows;
        this.pointer = pointer;
        this.devices = devices;
        this.recorder = recorder;
        this.watchdog = watchdog;
        this.inputOpcode = inputOpcode;
        this.keyboardEvent = keyboardEvent;
        this.wakeUp = LibC.eventfd(0, LibC.EFD_NONBLOCK_CLOEXEC);
        poll(0, open.fd());
        poll(1, blind.fd());
        poll(2, wakeUp);
    }

    private void poll(int slot, int fd) {
        polls.setInt((long) slot * PENDING_BYTES, fd);
        polls.setShort((long) slot * PENDING_BYTES + 4, (short) LibC.POLLIN);
    }

    /** Ends the loop; from another thread. */
    void stop() {
        stopped = true;
        LibC.eventfd_write(wakeUp, 1);
    }

    /** Why it ended by itself, empty while it did not. */
    String failure() {
        return failure;
    }

    @Override
    public void run() {
        try {
            long now = System.nanoTime();
            devices.read();
            keyboard.begin(now);
            nextWatch = now + WATCHDOG_NANOS;
            resync(now);
            while (!stopped) {
                await();
                if (open.lost() || blind.lost()) {
                    failure = "the X server closed the connection";
                    return;
                }
                drain();
                now = System.nanoTime();
                pointer.tick(now);
                watch(now);
            }
        } catch (RuntimeException | Error e) {
            // Whatever it is, the hook is over and says so; content is in none of these messages.
            failure = "the hook failed: " + e.getClass().getSimpleName();
        } finally {
            LibC.close(wakeUp);
        }
    }

    private void await() {
        open.flush();
        if (open.queued() > 0 || blind.queued() > 0) {
            return;
        }
        long now = System.nanoTime();
        long wait = Math.min(pointer.dueIn(now), Math.max(0, nextWatch - now));
        LibC.poll(Pointer.nativeValue(polls), 3, (int) ((wait + 999_999) / 1_000_000));
    }

    /** Reads what is there; when nothing is left, makes sure of who has the keyboard. */
    private void drain() {
        do {
            while (open.readable() > 0 && !merger.full() && !open.lost()) {
                handle(open.next(), System.nanoTime());
            }
            settle();
        } while (open.queued() > 0 && !open.lost());
        drainBlind();
        if (windows.focused() == Windows.UNKNOWN) {
            resync(System.nanoTime());
        }
    }

    private void handle(ByteBuffer event, long now) {
        int type = event.getInt(0) & 0x7f;
        if (type == Xlib.GENERIC_EVENT) {
            if (event.getInt(32) == inputOpcode) {
                input(event.getInt(36), now);
            }
            return;
        }
        // What follows changes what keys mean or where they go, so the keys before it come first.
        settle();
        if (type == keyboardEvent) {
            keyboard.event(event.getInt(40), event, now);
        } else if (type == Xlib.FOCUS_IN || type == Xlib.FOCUS_OUT) {
            focus(type, event);
        } else if (windows.event(type, event, now)) {
            resync(now);
        }
    }

    private void input(int evtype, long now) {
        long data = open.cookieData();
        if (data == 0) {
            return;
        }
        cursor.at(data);
        switch (evtype) {
            case XInput.RAW_MOTION -> pointer.motion(now);
            case XInput.RAW_KEY_PRESS, XInput.RAW_KEY_RELEASE, XInput.RAW_BUTTON_PRESS, XInput.RAW_BUTTON_RELEASE ->
                merger.add(
                        evtype,
                        cursor.getInt(XInput.RAW_DETAIL),
                        (int) cursor.getLong(XInput.RAW_TIME),
                        cursor.getInt(XInput.RAW_SOURCE),
                        cursor.getInt(XInput.RAW_DEVICE),
                        now);
            case XInput.HIERARCHY_CHANGED -> devices.read();
            default -> {
                // Not selected.
            }
        }
        open.freeCookie();
    }

    /**
     * Decides about the keys that were read. One round trip on the blind connection tells both: every key that was not
     * grabbed has arrived there before the answer, and the answer is who has the focus now. Keys count only when that is
     * who had it before; in between lies the moment in which nobody knows where a key went.
     */
    private void settle() {
        if (!merger.hasKeys()) {
            merger.releaseButtons();
            return;
        }
        long end = merger.end();
        int before = windows.focused();
        int after = windows.client(blind.focus());
        keysWindow = before == after ? before : Windows.UNKNOWN;
        matchEarly();
        drainBlind();
        merger.releaseUpTo(end);
        tellGrabbed();
        if (before != after) {
            windows.focusLost();
        }
    }

    /** Keys that the blind connection showed before the other one did. */
    private void matchEarly() {
        int kept = 0;
        for (int i = 0; i < earlyCount; i++) {
            int[] key = early[i];
            if (!merger.take(key[0], key[1], key[2])) {
                early[kept++] = key;
            }
        }
        earlyCount = kept;
    }

    private void drainBlind() {
        while (blind.queued() > 0 && !blind.lost()) {
            ByteBuffer event = blind.next();
            if (event.getInt(0) == Xlib.GENERIC_EVENT && event.getInt(32) == inputOpcode) {
                int evtype = event.getInt(36);
                long data = blind.cookieData();
                if (data != 0) {
                    cursor.at(data);
                    int code = cursor.getInt(XInput.RAW_DETAIL);
                    int time = (int) cursor.getLong(XInput.RAW_TIME);
                    blind.freeCookie();
                    if (!merger.take(evtype, code, time) && earlyCount < EARLY) {
                        early[earlyCount++] = new int[] {evtype, code, time};
                    }
                }
            }
        }
    }

    private void focus(int type, ByteBuffer event) {
        int mode = event.getInt(40);
        int detail = event.getInt(44);
        if (mode == NOTIFY_GRAB || mode == NOTIFY_UNGRAB || detail == NOTIFY_INFERIOR || detail >= NOTIFY_POINTER) {
            return;
        }
        windows.focusLost();
        if (type == Xlib.FOCUS_OUT) {
            keyboard.forgetHeld();
        }
    }

    /**
     * Asks who has the keyboard over the very connection that tells of changes: when no event came before the answer,
     * none is on its way, and the answer holds for the keys that follow.
     */
    private void resync(long now) {
        int focus = windows.client(open.focus());
        if (focus != Windows.UNKNOWN) {
            windows.facts(focus);
            // Listening may have begun just now: ask again, so that a change before it is not missed.
            if (windows.client(open.focus()) != focus) {
                windows.focusLost();
                return;
            }
        }
        if (open.queued() == 0 && !merger.hasKeys()) {
            windows.focus(focus, now);
        } else if (focus != windows.focused()) {
            windows.focusLost();
        }
    }

    private void watch(long now) {
        if (now < nextWatch) {
            return;
        }
        nextWatch = now + WATCHDOG_NANOS;
        if (watchdog.silent(recorder.records())) {
            pointer.select();
            recorder.begin(RecordKind.HOOK_RESTARTED, now, 0);
            recorder.offer();
        }
    }

    @Override
    public void key(boolean down, int code, int time, int source, int device, long nanos) {
        tellGrabbed();
        int generation =
                keysWindow == Windows.UNKNOWN ? 0 : windows.facts(keysWindow).generation();
        int origin = devices.origin(source);
        if (down) {
            keyboard.pressed(code, nanos, keysWindow, generation, origin);
        } else {
            keyboard.released(code, nanos);
        }
        recorder.begin(RecordKind.KEY, nanos, device)
                .sourceTime(Recorder.SERVER_CLOCK, Integer.toUnsignedLong(time))
                .code(code)
                .flags(down ? RawRecord.FLAG_DOWN : 0)
                .origin(origin)
                .window(keysWindow, generation)
                .keymap(keyboard.generation());
        recorder.offer();
    }

    @Override
    public void grabbed(boolean down, int code, long nanos) {
        if (down) {
            grabbed++;
        }
        keyboard.forgetHeld();
    }

    private void tellGrabbed() {
        if (grabbed > 0) {
            int window = windows.focused();
            int generation =
                    window == Windows.UNKNOWN ? 0 : windows.facts(window).generation();
            recorder.begin(RecordKind.SUPPRESSED, System.nanoTime(), 0)
                    .value(grabbed)
                    .flags(RawRecord.FLAG_GRABBED)
                    .window(window, generation);
            recorder.offer();
            grabbed = 0;
        }
    }

    @Override
    public void button(boolean down, int code, int time, int source, int device, long nanos) {
        pointer.button(down, code, time, devices.origin(source), device, nanos);
    }
}

package org.oriel.control.shell;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;
import org.oriel.api.consent.Indicator;
import org.oriel.host.PipelineStatus;

/**
 * The terminal that runs the instance, as an indicator: it says what state capture is in, and while capture runs it
 * keeps saying so with the counters. It shows only while the process is in the terminal's foreground.
 */
final class TerminalIndicator implements Indicator, ControlListener {
    private final Core core;
    private final PrintStream out;
    private final java.util.function.BooleanSupplier foreground;
    private final AtomicReference<String> shown = new AtomicReference<>("");
    private volatile Counted counted = Counted.NOTHING;

    /** What the line says. */
    private record Counted(String state, long stored, long masked, long held) {
        static final Counted NOTHING = new Counted("", -1, -1, -1);

        static Counted of(CaptureState state, @Nullable PipelineStatus status) {
            String is = state.detail();
            return status == null
                    ? new Counted(is, -1, -1, -1)
                    : new Counted(is, status.stored(), status.masked(), status.held());
        }
    }

    TerminalIndicator(Core core, PrintStream out, java.util.function.BooleanSupplier foreground) {
        this.core = core;
        this.out = out;
        this.foreground = foreground;
    }

    @Override
    public String name() {
        return "terminal";
    }

    @Override
    public boolean confirm() {
        if (!foreground.getAsBoolean()) {
            return false;
        }
        CaptureState state = core.gate().map(gate -> gate.state()).orElse(null);
        if (state != null && state.phase() == CaptureState.Phase.RECORDING) {
            PipelineStatus status =
                    core.pipeline().map(pipeline -> pipeline.status()).orElse(null);
            Counted now = Counted.of(state, status);
            // At rest nothing is made only to see that it is what is shown already.
            if (!now.equals(counted)) {
                show("\r" + StatusReport.headline(state) + counters(status) + "\u001b[K");
                counted = now;
            }
        }
        // A terminal that went away makes the stream fail, and then nobody sees anything.
        return !out.checkError();
    }

    @Override
    public void changed(CaptureState state) {
        show("\r" + StatusReport.headline(state) + "\u001b[K\n");
        counted = Counted.NOTHING;
    }

    private static String counters(@Nullable PipelineStatus status) {
        return status == null
                ? ""
                : "  %,d events kept, %,d masked, %,d held back"
                        .formatted(status.stored(), status.masked(), status.held());
    }

    private void show(String text) {
        if (!text.equals(shown.getAndSet(text))) {
            out.print(text);
            out.flush();
        }
    }
}

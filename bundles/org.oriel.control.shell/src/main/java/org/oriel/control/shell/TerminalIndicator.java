package org.oriel.control.shell;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;
import org.oriel.api.consent.Indicator;

/**
 * The terminal that runs the instance, as an indicator: it says what state capture is in, and while capture runs it
 * keeps saying so once a second with the counters. It shows only while the process is in the terminal's foreground.
 */
final class TerminalIndicator implements Indicator, ControlListener {
    private final Core core;
    private final PrintStream out;
    private final java.util.function.BooleanSupplier foreground;
    private final AtomicReference<String> shown = new AtomicReference<>("");

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
        core.gate()
                .map(gate -> gate.state())
                .filter(s -> s.phase() == CaptureState.Phase.RECORDING)
                .ifPresent(s -> {
                    show("\r" + StatusReport.headline(s) + counters() + "\u001b[K");
                });
        // A terminal that went away makes the stream fail, and then nobody sees anything.
        return !out.checkError();
    }

    @Override
    public void changed(CaptureState state) {
        show("\r" + StatusReport.headline(state) + "\u001b[K\n");
    }

    private String counters() {
        return core.pipeline()
                .map(p -> p.status())
                .map(s -> "  %,d events kept, %,d masked, %,d held back".formatted(s.stored(), s.masked(), s.held()))
                .orElse("");
    }

    private void show(String text) {
        if (!text.equals(shown.getAndSet(text))) {
            out.print(text);
            out.flush();
        }
    }
}

package org.oriel.control.shell;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;
import org.oriel.api.consent.Indicator;
import org.oriel.host.ConsentGate;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What {@code oriel run} does in its terminal: reports what did not start, asks for consent, and is the indicator. */
@Component(
        name = "org.oriel.control.shell.run",
        service = RunSession.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RunSession.Config.class)
public final class RunSession {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel run session")
    public @interface Config {
        /** Whether a person's terminal is attached to the process. */
        @AttributeDefinition(description = "Whether a person's terminal is attached to the process.")
        boolean terminal();
    }

    private final Core core;
    private final BundleContext context;
    private final Conversation talk;
    private final TerminalIndicator indicator;
    private final boolean terminal;
    private final IntConsumer started;
    private final Thread thread;

    /**
     * Starts the session on a thread of its own.
     *
     * @param started the launcher's way to stop; it is there once the whole set is started
     */
    @Activate
    public RunSession(
            Config config,
            @Reference Core core,
            @Reference(target = "(oriel.started=true)") IntConsumer started,
            BundleContext context) {
        this.started = started;
        this.core = core;
        this.context = context;
        this.terminal = config.terminal();
        this.talk = new TerminalConversation(System.in, System.out, System.err);
        this.indicator = new TerminalIndicator(core, System.out, Foreground::now);
        this.thread = new Thread(this::session, "oriel-run");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the session. */
    @Deactivate
    public void close() {
        thread.interrupt();
    }

    private void session() {
        try {
            Optional<String> failure = core.failures().stream().findFirst();
            if (core.gate().isEmpty() || failure.isPresent()) {
                talk.err(failure.orElse("the consent gate did not start"));
                exit(CommandFailure.ENVIRONMENT);
                return;
            }
            converse(core.gate().get());
        } catch (CommandFailure e) {
            report(String.valueOf(e.getMessage()));
            exit(e.exitCode());
        } catch (IOException e) {
            report("the terminal is gone: " + e);
            exit(CommandFailure.ENVIRONMENT);
        }
    }

    private void converse(ConsentGate gate) throws CommandFailure, IOException {
        String broken = core.store().map(s -> s.status().problem()).orElse("");
        if (!broken.isEmpty()) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, broken);
        }
        String problem = core.admission().map(a -> a.problem()).orElse("");
        if (!problem.isEmpty()) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, problem);
        }
        if (gate.state().reason().equals("no-policy")) {
            throw new CommandFailure(
                    CommandFailure.NOT_ALLOWED,
                    "the policy allows no program, so there is nothing to ask you for; list executables in policy.json of"
                            + " the data directory, or name a file with --policy");
        }
        context.registerService(ControlListener.class, indicator, null);
        if (!terminal) {
            talk.out(StatusReport.headline(gate.state()) + "\n");
            return;
        }
        context.registerService(Indicator.class, indicator, null);
        CaptureState state = gate.state();
        boolean asks = state.reason().equals("no-consent")
                || state.reason().equals("consent-outdated")
                || state.reason().equals("consent-expired")
                || state.reason().equals("withdrawn");
        if (asks && gate.notice().capturesPerson()) {
            ConsentCommand.accept(gate, talk, "terminal of oriel run");
        }
        reportSources();
        indicator.changed(gate.state());
        talk.out("Ctrl+C ends it. From another terminal: oriel pause, oriel status, oriel consent withdraw.\n");
    }

    /** After the gate opened: a source that could not start, such as for want of a display, ends the run. */
    private void reportSources() throws CommandFailure {
        List<String> failures = core.failures();
        if (!failures.isEmpty()) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, failures.get(0));
        }
    }

    /** On a thread of its own: stopping the framework waits for this component, and so for this session's thread. */
    private void exit(int code) {
        new Thread(() -> started.accept(code), "oriel-exit").start();
    }

    private void report(String line) {
        try {
            talk.err(line);
        } catch (IOException e) {
            System.err.println("oriel: " + line);
        }
    }
}

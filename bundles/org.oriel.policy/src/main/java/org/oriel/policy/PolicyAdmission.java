package org.oriel.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.oriel.host.Admission;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The rules of one policy file: the last good state of it, or none. */
@Component(
        name = "org.oriel.policy",
        service = Admission.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PolicyAdmission.Config.class)
public final class PolicyAdmission implements Admission {
    private static final long MAX_BYTES = 1 << 20;

    /** Settings. */
    @ObjectClassDefinition(name = "Oriel policy", description = "What may be captured. Everything else is not.")
    @interface Config {
        /** The policy. */
        @AttributeDefinition(description = "Path of the policy, a JSON file. A change takes effect when it is written.")
        String file();
    }

    /** One replacement after the other; held while the gate is told, which never calls back into reloading. */
    private final Object reloading = new Object();

    private final Path file;
    private final Logger log;
    private final LongSupplier nanos;
    private final ExecutableDigests digests = new ExecutableDigests();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final FileWatch watch;
    private volatile Rules rules;
    /** {@link #rules} without what the person exempted; written with {@link #reloading} held. */
    private volatile Rules narrowed;

    private Set<String> exempt = Set.of();
    private volatile String problem = "";

    /** Reads the file and watches it. */
    @Activate
    public PolicyAdmission(Config config, @Reference(service = LoggerFactory.class) Logger log) {
        this(path(config.file()), log, System::nanoTime, true);
    }

    PolicyAdmission(Path file, Logger log, LongSupplier nanos, boolean watching) {
        this.file = file;
        this.log = log;
        this.nanos = nanos;
        this.rules = compile(Policy.DENY_ALL);
        this.narrowed = rules;
        // Watching starts before reading, so that no change falls between the two.
        this.watch = watching ? FileWatch.start(file, this::reload, log) : FileWatch.NONE;
        reload();
    }

    /** Stops watching. */
    @Deactivate
    public void close() {
        watch.close();
    }

    @Override
    public Rules current() {
        return narrowed;
    }

    /**
     * A site can only be left out together with everything: titles, frames and the pointer are told without an origin, so
     * that refusing its keys would leave the rest of it in.
     */
    @Override
    public boolean leaveOut(Set<String> executables, Set<String> origins) {
        synchronized (reloading) {
            exempt = Set.copyOf(executables);
            narrow();
        }
        return origins.isEmpty();
    }

    private void narrow() {
        narrowed = exempt.isEmpty() ? rules : new NarrowedRules(rules, exempt);
    }

    @Override
    public String problem() {
        return problem;
    }

    @Override
    public AutoCloseable onReplace(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Reads the file again: at the start and whenever it was written. */
    void reload() {
        synchronized (reloading) {
            replace();
        }
    }

    private void replace() {
        Rules next;
        try {
            next = compile(read());
        } catch (PolicyException e) {
            refuse(e.problem());
            listeners.forEach(this::replaced);
            return;
        }
        if (next.hash().equals(rules.hash())) {
            problem = "";
            return;
        }
        try {
            listeners.forEach(listener -> listener.replacing(next));
            rules = next;
            narrow();
            problem = "";
            log.info(
                    "policy {}: {} rules in force, hash {}",
                    file,
                    next.describe().size(),
                    next.hash());
        } catch (RuntimeException e) {
            refuse("its rules could not be announced (" + e + "), allowed: after the gate answered");
        } finally {
            listeners.forEach(this::replaced);
        }
    }

    private void replaced(Listener listener) {
        try {
            listener.replaced();
        } catch (RuntimeException e) {
            log.error("policy {}: somebody could not be told that the rules changed", file, e);
        }
    }

    private void refuse(String why) {
        boolean nothing = rules.describe().isEmpty();
        problem = "policy " + file + ": " + why;
        if (nothing) {
            log.error("{}; nothing is captured", problem);
        } else {
            log.warn("{}; the rules before it stay in force", problem);
        }
    }

    private Rules compile(Policy policy) {
        return new PolicyRules(policy, digests, nanos);
    }

    private Policy read() throws PolicyException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new PolicyException("has " + Files.size(file) + " bytes, allowed: " + MAX_BYTES);
            }
            byte[] bytes = Files.readAllBytes(file);
            return PolicyReader.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (NoSuchFileException e) {
            throw new PolicyException("does not exist, allowed: a readable JSON file");
        } catch (CharacterCodingException e) {
            throw new PolicyException("is not UTF-8, allowed: JSON in UTF-8");
        } catch (IOException e) {
            throw new PolicyException("cannot be read (" + e + "), allowed: a readable JSON file");
        }
    }

    private static Path path(String file) {
        if (file == null || file.isBlank() || !Path.of(file).isAbsolute()) {
            throw new IllegalArgumentException(
                    "org.oriel.policy: file is \"" + file + "\", allowed: an absolute path of a JSON file");
        }
        return Path.of(file);
    }
}

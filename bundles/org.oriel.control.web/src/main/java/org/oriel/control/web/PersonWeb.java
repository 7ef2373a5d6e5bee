package org.oriel.control.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.oriel.api.consent.ControlListener;
import org.oriel.host.PersonPage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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

/** The person's page: an HTTP server on 127.0.0.1 that answers its own person only. */
@Component(
        name = "org.oriel.control.web",
        service = PersonPage.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PersonWeb.Config.class)
public final class PersonWeb implements PersonPage {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /**
     * The JDK reads it when its server is first used. A flood of connections then costs the page, and not the files and
     * sockets that capture needs.
     */
    private static final String MOST_CONNECTIONS = "jdk.httpserver.maxConnections";

    /** Settings. */
    @ObjectClassDefinition(name = "Oriel page", description = "The person's page on this computer")
    public @interface Config {
        /** Folder of the file that leads to the page. */
        @AttributeDefinition(
                description = "Absolute path of the folder for the file that leads to the page; created for its user.")
        String directory();

        /** Port. */
        @AttributeDefinition(description = "TCP port on 127.0.0.1, 1024 to 65535; 0: a free one at each start.")
        int port() default 0;
    }

    private final Path directory;
    private final HttpServer server;
    private final Tokens tokens = new Tokens(System::nanoTime);
    private final Workers workers;
    private final Live live;
    private final @org.jspecify.annotations.Nullable ServiceRegistration<ControlListener> listening;

    /** Opens the port. */
    @Activate
    public PersonWeb(
            BundleContext context,
            Config config,
            @Reference Parts parts,
            @Reference(service = LoggerFactory.class) Logger log)
            throws IOException {
        this(Path.of(Objects.requireNonNullElse(config.directory(), "")), config.port(), LIMIT, parts, log, context);
        log.info("the page of this instance is at port {}; oriel ui opens it", port());
    }

    PersonWeb(Path directory, int port, Duration limit, Parts parts, Logger log) throws IOException {
        this(directory, port, limit, parts, log, null);
    }

    private PersonWeb(
            Path directory,
            int port,
            Duration limit,
            Parts parts,
            Logger log,
            @org.jspecify.annotations.Nullable BundleContext context)
            throws IOException {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("directory=" + directory + ", allowed: an absolute path");
        }
        if (port != 0 && (port < 1024 || port > 65535)) {
            throw new IllegalArgumentException("port=" + port + ", allowed: 0, or 1024 to 65535");
        }
        this.directory = directory;
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (System.getProperty(MOST_CONNECTIONS) == null) {
            System.setProperty(MOST_CONNECTIONS, "512");
        }
        Site site = new Site();
        this.server = HttpServer.create(new InetSocketAddress(loopback(), port), 64);
        this.workers = new Workers(limit);
        Notes notes = new Notes(parts);
        State state = new State(parts, notes);
        this.live = new Live(state, notes, workers);
        Guard guard = new Guard(port(), tokens, new PeerUser());
        server.createContext("/", new Router(guard, site, routes(parts, state, notes), workers, log));
        server.setExecutor(workers);
        server.start();
        this.listening = context == null ? null : context.registerService(ControlListener.class, live, null);
    }

    /** By its bytes, so that no name service has a say. */
    private static InetAddress loopback() throws IOException {
        return Inet4Address.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private Map<String, Router.Route> routes(Parts parts, State state, Notes notes) {
        Review review = new Review(parts, ZoneId.systemDefault());
        Consent consent = new Consent(parts);
        Requests exemptions = new Requests(parts);
        Exports exports = new Exports(parts);
        MyData mine = new MyData(parts, workers);
        Map<String, Router.Route> routes = new TreeMap<>();
        routes.put(Router.SESSION, this::session);
        routes.put("POST /api/lock", this::lock);
        routes.put("GET /api/live", live::open);
        routes.put("GET /api/state", state::read);
        routes.put("POST /api/pause", changing(state::pause));
        routes.put("POST /api/resume", changing(state::resume));
        routes.put("POST /api/forget", changing(state::forget));
        routes.put("POST /api/task/begin", changing(notes::begin));
        routes.put("POST /api/task/name", changing(notes::name));
        routes.put("POST /api/task/end", changing(notes::end));
        routes.put("GET /api/today", review::today);
        routes.put("GET /api/review", review::list);
        routes.put("GET /api/items", review::items);
        routes.put("GET /api/frame", review::frame);
        routes.put("POST /api/delete", changing(review::delete));
        routes.put("POST /api/approve", changing(review::approve));
        routes.put("GET /api/consent", consent::read);
        routes.put("POST /api/consent/agree", changing(consent::agree));
        routes.put("POST /api/consent/refuse", changing(consent::refuse));
        routes.put("GET /api/exemptions", exemptions::list);
        routes.put("POST /api/exemptions/ask", changing(exemptions::ask));
        routes.put("POST /api/exemptions/withdraw", changing(exemptions::withdraw));
        routes.put("POST /api/exemptions/appeal", changing(exemptions::appeal));
        routes.put("GET /api/exports", exports::list);
        routes.put("POST /api/exports/hold", changing(exports::hold));
        routes.put("GET /api/ledger", exports::ledger);
        routes.put("POST /api/ledger/verify", exports::verify);
        routes.put("GET /api/mine", mine::read);
        routes.put("GET /api/mine/copy", mine::copy);
        routes.put("POST /api/mine/delete", changing(mine::delete));
        return routes;
    }

    private Router.Route changing(Router.Route route) {
        return request -> {
            Reply reply = route.answer(request);
            live.wake();
            return reply;
        };
    }

    private Reply session(Request request) throws HttpProblem {
        return Reply.json(Map.of(
                "bearer",
                tokens.exchange(request.text("boot"))
                        .orElseThrow(() -> new HttpProblem(
                                403,
                                "boot",
                                "this address was used already or is too old: oriel ui gives a new one"))));
    }

    private Reply lock(Request request) {
        tokens.end(request.bearer());
        return Reply.json(Map.of());
    }

    /** What is told when the state changes. */
    ControlListener listener() {
        return live;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port() + Guard.START + "#boot=" + tokens.boot();
    }

    @Override
    public Path ticket() throws IOException {
        String html = "<!doctype html><meta charset=utf-8><meta name=referrer content=no-referrer>"
                + "<meta http-equiv=refresh content=\"0;url=" + address() + "\"><title>Oriel</title>\n";
        Path file = directory.resolve("open.html");
        // A new file with its mode from the start, moved into place: there is no moment at which others can read it.
        Path fresh = Files.createTempFile(
                directory,
                "open",
                ".html",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, html, StandardCharsets.UTF_8);
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Closes the port and every stream. */
    @Deactivate
    public void close() throws IOException {
        if (listening != null) {
            listening.unregister();
        }
        live.close();
        server.stop(0);
        workers.close();
        Files.deleteIfExists(directory.resolve("open.html"));
    }
}

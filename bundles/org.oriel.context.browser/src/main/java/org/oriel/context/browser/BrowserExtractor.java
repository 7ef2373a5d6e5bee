package org.oriel.context.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.ContextSink;
import org.oriel.api.event.Element;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.Captures;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.WhileCaptureAllowed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What listed sites show in a browser, as the extension tells it. It answers no questions: it tells. */
@Component(name = "org.oriel.context.browser", immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = BrowserExtractor.Config.class)
@WhileCaptureAllowed
@Captures(
        kind = "element",
        what = "the button, link or menu item that you click on listed sites: its label and its place",
        perHour = 5_000)
@Captures(
        kind = "page",
        what = "which page of a listed site is open: its address without what follows a question mark, and its title",
        perHour = 2_000)
@Captures(
        kind = "message",
        what = "that you read, write, answer or file a mail in Gmail or Outlook on the web; never the mail itself",
        sensitivity = "medium",
        perHour = 500)
@Captures(
        kind = "extension",
        what = "on listed sites: how to find again what you clicked, what you chose from menus and lists, and how long"
                + " each tab was in front",
        perHour = 7_000)
public final class BrowserExtractor implements ContextExtractor, CaptureSource {
    private static final Pattern EXTENSION = Pattern.compile("[a-p]{32}|[\\w.-]+@[\\w.-]+|\\{[0-9a-f-]{36}\\}");

    /** Settings. */
    @ObjectClassDefinition(name = "Oriel browser extractor")
    public @interface Config {
        /** Path of the Unix socket for relays; its folder is for its user alone. */
        String socket();

        /** Origins that the extension may speak of, such as https://wiki.example.org or https://*.example.org. */
        String[] sites() default {};

        /** Ids of the extension: 32 letters in Chromium, an address in Firefox. */
        String[] extensions() default {"oriel-browser@oriel.org"};

        /** Executables that count as browsers. */
        String[] browsers() default {
            "/usr/lib/chromium/chromium",
            "/usr/lib/firefox-esr/firefox-esr",
            "/usr/lib/firefox/firefox",
            "/opt/google/chrome/chrome",
            "/opt/microsoft/msedge/msedge"
        };

        /** Most messages a second of one browser; more are dropped, far more end the connection. */
        int messagesPerSecond() default 2000;
    }

    private final ContextFeed feed;
    private final Counters counters = new Counters();
    private final Suspended suspended = new Suspended(System::nanoTime);
    private final Reception reception;
    private final int sites;

    /** Opens the socket. */
    @Activate
    public BrowserExtractor(
            Config config, @Reference ContextSink sink, @Reference(service = LoggerFactory.class) Logger logger)
            throws IOException {
        this(
                Path.of(config.socket()),
                new Sites(List.of(config.sites())),
                Set.of(config.extensions()),
                Set.of(config.browsers()),
                config.messagesPerSecond(),
                Browser::of,
                sink,
                logger);
    }

    BrowserExtractor(
            Path socket,
            Sites sites,
            Set<String> extensions,
            Set<String> executables,
            int messagesPerSecond,
            Function<Credentials, Optional<Browser>> browsers,
            ContextSink sink,
            Logger logger)
            throws IOException {
        check(socket, extensions, executables, messagesPerSecond);
        this.sites = sites.list().size();
        this.feed = sink.open("");
        Conversation.House house = new Conversation.House(
                Libc.getuid(),
                browsers,
                executables,
                extensions,
                sites,
                messagesPerSecond,
                new WallClock(Clock.systemUTC(), System::nanoTime),
                feed,
                suspended,
                counters);
        try {
            this.reception = new Reception(socket, house, logger);
        } catch (IOException | RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    private static void check(Path socket, Set<String> extensions, Set<String> executables, int messagesPerSecond) {
        if (!socket.isAbsolute()) {
            throw new IllegalArgumentException("socket: " + socket + ", allowed: an absolute path");
        }
        for (String id : extensions) {
            if (!EXTENSION.matcher(id).matches()) {
                throw new IllegalArgumentException("extensions: " + id + ", allowed: 32 letters a to p, or name@host");
            }
        }
        for (String executable : executables) {
            if (!executable.startsWith("/")) {
                throw new IllegalArgumentException("browsers: " + executable + ", allowed: absolute paths");
            }
        }
        if (messagesPerSecond < 50 || messagesPerSecond > 20_000) {
            throw new IllegalArgumentException("messagesPerSecond: " + messagesPerSecond + ", allowed: 50 to 20,000");
        }
    }

    /** Closes the socket and every connection. */
    @Deactivate
    public void close() {
        reception.close();
        feed.close();
    }

    /** Nothing: the extension tells what has the keyboard, before it could be asked. */
    @Override
    public Optional<Element> focused(int window) {
        return Optional.empty();
    }

    @Override
    public SourceHealth health() {
        SourceHealth.State state =
                suspended.size() > 0 || sites == 0 ? SourceHealth.State.DEGRADED : SourceHealth.State.OK;
        String detail = sites == 0 ? "no site is listed" : sites + " sites, " + reception.connections() + " browsers";
        String counted = counters.toString();
        return new SourceHealth(
                state,
                counted.isEmpty() ? detail : detail + "; " + counted,
                counters.get("messages"),
                counters.get("throttled") + counters.get("refused by the pipeline"));
    }

    Counters counters() {
        return counters;
    }
}

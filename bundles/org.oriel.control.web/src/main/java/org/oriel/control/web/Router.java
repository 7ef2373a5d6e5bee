package org.oriel.control.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import org.oriel.host.NotAllowedException;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

/** Every request: guard, file or route, answer. */
final class Router implements HttpHandler {
    /** What a route does. */
    @FunctionalInterface
    interface Route {
        Reply answer(Request request) throws HttpProblem, NotAllowedException, StoreException, IOException;
    }

    static final String SESSION = "POST /api/session";

    /** Nothing is allowed but what comes from this server; no text is ever taken for a script (Trusted Types). */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private final Guard guard;
    private final Site site;
    private final Map<String, Route> routes;
    private final Workers workers;
    private final Logger log;

    /**
     * With the routes by method and path.
     *
     * @param workers is told what a request is doing
     */
    Router(Guard guard, Site site, Map<String, Route> routes, Workers workers, Logger log) {
        this.guard = guard;
        this.site = site;
        this.routes = Map.copyOf(routes);
        this.workers = workers;
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        headers(exchange.getResponseHeaders());
        Reply reply = answer(exchange);
        workers.writing();
        send(exchange, reply);
        // Not in a finally: closing would end half an answer as if it were whole. What is thrown breaks the connection.
        exchange.close();
    }

    private static void headers(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Embedder-Policy", "require-corp");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), display-capture=()");
        headers.set("X-Frame-Options", "DENY");
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        try {
            return open(exchange);
        } catch (HttpProblem problem) {
            if (problem.status() >= 400 && problem.status() < 500) {
                // What the guard refuses gets no second try on the same connection.
                exchange.getResponseHeaders().set("Connection", "close");
            }
            if (problem.status() == 405) {
                exchange.getResponseHeaders().set("Allow", "GET, POST");
            }
            return Reply.problem(problem);
        } catch (NotAllowedException e) {
            return Reply.problem(new HttpProblem(409, "not-allowed", String.valueOf(e.getMessage())));
        } catch (StoreException e) {
            return Reply.problem(new HttpProblem(503, "store", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // The message of such an exception might hold content.
            log.error("a request of the page failed: {} at {}", e.getClass().getName(), place(e));
            return Reply.problem(new HttpProblem(500, "failed", e.getClass().getSimpleName()));
        }
    }

    private static String place(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }

    private Reply open(HttpExchange exchange) throws HttpProblem, NotAllowedException, StoreException, IOException {
        guard.admit(exchange);
        String path = exchange.getRequestURI().getPath();
        String key = exchange.getRequestMethod() + " " + path;
        if (!path.startsWith("/api/")) {
            return site.get(key.startsWith("GET ") ? path : "")
                    .orElseThrow(() -> new HttpProblem(404, "path", "there is nothing here"));
        }
        String bearer = key.equals(SESSION) ? "" : guard.bearer(exchange);
        Route route = routes.get(key);
        if (route == null) {
            throw new HttpProblem(404, "path", "there is nothing here");
        }
        Request request = Request.read(exchange, bearer);
        workers.working();
        return route.answer(request);
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        if (reply.stream() == Reply.NONE) {
            exchange.sendResponseHeaders(reply.status(), reply.bytes().length == 0 ? -1 : reply.bytes().length);
            exchange.getResponseBody().write(reply.bytes());
            return;
        }
        exchange.sendResponseHeaders(reply.status(), 0);
        try {
            reply.stream().write(exchange.getResponseBody());
        } catch (StoreException | HttpProblem e) {
            throw new IOException("an answer ended early: " + e.getMessage());
        }
    }
}

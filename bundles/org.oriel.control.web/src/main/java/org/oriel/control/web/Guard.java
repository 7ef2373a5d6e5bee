package org.oriel.control.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request must be like before anything looks at it, in a fixed order: peer, Host, method, Origin, Sec-Fetch-Site,
 * path, bearer. A page of a foreign site, also under a name that was rebound to this address, fails at one of them; so does
 * another user of this computer.
 */
final class Guard {
    /** The one page that a link or a file may lead to; it holds nothing but the way to present a boot token. */
    static final String START = "/start";

    private static final Set<String> METHODS = Set.of("GET", "POST");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+|/");
    private static final Pattern BEARER = Pattern.compile("Bearer ([A-Za-z0-9_-]{43})");
    private static final int MOST_QUERY = 1024;

    private final Set<String> hosts;
    private final Set<String> origins;
    private final Tokens tokens;
    private final PeerUser peers;

    Guard(int port, Tokens tokens, PeerUser peers) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        this.origins = Set.of("http://127.0.0.1:" + port, "http://localhost:" + port, "http://[::1]:" + port);
        this.tokens = tokens;
        this.peers = peers;
    }

    /** Everything but the bearer. */
    void admit(HttpExchange exchange) throws HttpProblem {
        Headers headers = exchange.getRequestHeaders();
        String method = exchange.getRequestMethod();
        URI target = exchange.getRequestURI();
        peer(exchange.getRemoteAddress(), exchange.getLocalAddress());
        if (!hosts.contains(single(headers, "Host"))) {
            throw new HttpProblem(421, "host", "this server answers only under its own address");
        }
        if (!METHODS.contains(method)) {
            throw new HttpProblem(405, "method", "allowed: GET, POST");
        }
        origin(headers, method);
        site(headers, method, String.valueOf(target.getRawPath()));
        path(target);
        if (headers.containsKey("Transfer-Encoding")) {
            throw new HttpProblem(411, "length", "a body needs a Content-Length");
        }
    }

    /** The bearer of a request, if it is one. */
    String bearer(HttpExchange exchange) throws HttpProblem {
        var matcher = BEARER.matcher(single(exchange.getRequestHeaders(), "Authorization"));
        // The comparison is of constant time, see Tokens.
        if (!matcher.matches() || !tokens.admits(matcher.group(1))) {
            throw new HttpProblem(401, "token", "this page needs to be opened anew: oriel ui");
        }
        return matcher.group(1);
    }

    private void peer(InetSocketAddress client, InetSocketAddress server) throws HttpProblem {
        if (!client.getAddress().isLoopbackAddress() || peers.foreign(client, server)) {
            throw new HttpProblem(403, "peer", "only the user of this instance may use this page");
        }
    }

    private void origin(Headers headers, String method) throws HttpProblem {
        boolean told = headers.containsKey("Origin");
        if ((told || !method.equals("GET")) && !origins.contains(single(headers, "Origin"))) {
            throw new HttpProblem(403, "origin", "only this page itself may ask");
        }
    }

    private static void site(Headers headers, String method, String path) throws HttpProblem {
        if (!headers.containsKey("Sec-Fetch-Site") || OWN_SITE.contains(single(headers, "Sec-Fetch-Site"))) {
            return;
        }
        boolean followed = method.equals("GET")
                && path.equals(START)
                && single(headers, "Sec-Fetch-Mode").equals("navigate")
                && single(headers, "Sec-Fetch-Dest").equals("document");
        if (!followed) {
            throw new HttpProblem(403, "site", "only this page itself may ask");
        }
    }

    private static void path(URI target) throws HttpProblem {
        String path = target.getRawPath();
        String query = target.getRawQuery();
        boolean absolute = target.getScheme() != null || target.getRawAuthority() != null;
        if (absolute || path == null || !PATH.matcher(path).matches() || path.contains("..")) {
            throw new HttpProblem(404, "path", "there is nothing here");
        }
        if (query != null && query.length() > MOST_QUERY) {
            throw new HttpProblem(414, "query", "the address is too long");
        }
    }

    /** The value of a header that is there exactly once; else a text that no check accepts. */
    private static String single(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values != null && values.size() == 1 ? values.get(0) : "";
    }
}

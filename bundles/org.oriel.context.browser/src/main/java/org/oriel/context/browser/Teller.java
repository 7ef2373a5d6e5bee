package org.oriel.context.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Page;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;

/** Tells the pipeline what one browser says. For one thread. */
final class Teller {
    static final String TARGET = "org.oriel.browser.target/1";
    static final String CHOICE = "org.oriel.browser.choice/1";
    static final String TAB = "org.oriel.browser.tab/1";

    private final ContextFeed feed;
    private final Sites sites;
    private final WallClock clock;
    private final Counters counters;
    private final Target holder;
    private final Spans spans;

    Teller(ContextFeed feed, Sites sites, WallClock clock, Counters counters, String executable) {
        this.feed = feed;
        this.sites = sites;
        this.clock = clock;
        this.counters = counters;
        this.holder = new Target(Target.Scope.WINDOW, 0, new Application(executable, true, ""));
        this.spans = new Spans(holder);
    }

    /** Tells it; {@code false} when the message speaks of a site that is none of ours. */
    boolean tell(Message message) {
        WallClock.Moment now = clock.now();
        if (message instanceof Message.Span span) {
            return listed(span.origin())
                    && count("field", spans.state(span, now).map(feed::field));
        } else if (message instanceof Message.Private span) {
            return count("field", spans.state(span, now).map(feed::field));
        } else if (message instanceof Message.Click click) {
            return listed(click.origin()) && click(click, now);
        } else if (message instanceof Message.Choice choice) {
            return event(choice.origin(), choice.at(), choice(choice), now);
        } else if (message instanceof Message.Page page) {
            Page body = new Page(page.origin(), Sensitive.of(page.path()), Sensitive.of(page.title()));
            return event(page.origin(), page.at(), body, now);
        } else if (message instanceof Message.Tab tab) {
            return event(tab.origin(), tab.at(), tab(tab), now);
        } else if (message instanceof Message.Mail mail) {
            EventBody body = new org.oriel.api.event.Message(mail.action(), "unknown");
            return event(mail.origin(), mail.at(), body, now);
        }
        return true;
    }

    private boolean listed(String origin) {
        return sites.contain(origin);
    }

    private boolean click(Message.Click click, WallClock.Moment now) {
        // A guarded field has no name here, whatever the page's script says.
        Element element = new Element(
                Roles.named(click.role()),
                click.guarded() ? Sensitive.empty() : Sensitive.of(click.name()),
                new Rect(click.x(), click.y(), click.width(), click.height()),
                click.editable(),
                click.guarded());
        Map<String, Sensitive> selectors = new LinkedHashMap<>();
        put(selectors, "id", click.id());
        put(selectors, "test", click.test());
        put(selectors, "css", click.css());
        put(selectors, "role", click.role());
        return event(click.origin(), click.at(), element, now)
                && event(click.origin(), click.at(), new Extension(TARGET, selectors), now);
    }

    private static Extension choice(Message.Choice choice) {
        Map<String, Sensitive> fields = new LinkedHashMap<>();
        put(fields, "control", choice.control());
        put(fields, "path", String.join(" > ", choice.path()));
        return new Extension(CHOICE, fields);
    }

    private static Extension tab(Message.Tab tab) {
        Map<String, Sensitive> fields = new LinkedHashMap<>();
        put(fields, "tab", tab.tab());
        put(fields, "activeMillis", Long.toString(tab.activeMillis()));
        return new Extension(TAB, fields);
    }

    private static void put(Map<String, Sensitive> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, Sensitive.of(value));
        }
    }

    private boolean event(String origin, long at, EventBody body, WallClock.Moment now) {
        if (!listed(origin)) {
            return false;
        }
        if (!now.credible(at)) {
            counters.add("stale");
            return true;
        }
        counters.add(feed.tell(holder, now.toNanos(at), origin, body) ? "told" : "refused by the pipeline");
        return true;
    }

    private boolean count(String what, java.util.Optional<Boolean> taken) {
        if (taken.isEmpty()) {
            counters.add("stale");
        } else {
            counters.add(taken.get() ? what : "refused by the pipeline");
        }
        return true;
    }
}

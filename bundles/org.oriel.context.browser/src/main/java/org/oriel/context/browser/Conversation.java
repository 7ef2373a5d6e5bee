package org.oriel.context.browser;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.oriel.api.context.ContextFeed;

/** What is said on one connection, from its first frame to its end. */
final class Conversation {
    /** Version of the messages. */
    private static final long VERSION = 1;

    private static final Gson GSON = new Gson();

    /** Who may connect, and what is told where. */
    record House(
            int uid,
            Function<Credentials, Optional<Browser>> browsers,
            Set<String> executables,
            Set<String> extensions,
            Sites sites,
            long messagesPerSecond,
            WallClock clock,
            ContextFeed feed,
            Suspended suspended,
            Counters counters) {}

    /** A caller that is sent away. Its message is a constant. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    private final House house;
    private final Link link;
    private final Throttle throttle;

    Conversation(House house, Link link) {
        this.house = house;
        this.link = link;
        this.throttle = new Throttle(house.messagesPerSecond(), System::nanoTime);
    }

    /** Listens until the other end hangs up, or is refused. */
    void run(Credentials credentials) throws IOException, Refused {
        try {
            Browser browser = admit(credentials);
            house.counters().add("connected");
            send(Map.of("t", "config", "v", VERSION, "sites", house.sites().list()));
            Teller teller =
                    new Teller(house.feed(), house.sites(), house.clock(), house.counters(), browser.executable());
            greeted();
            while (true) {
                next(browser, teller);
            }
        } catch (MessageReader.Malformed e) {
            house.counters().add("malformed");
            throw new Refused("malformed message: " + e.getMessage());
        } catch (Frames.TooLong e) {
            house.counters().add("oversized");
            throw new Refused("a frame that is too long");
        }
    }

    /** The kernel says who the relay is and what started it with which id; the relay's word alone counts for nothing. */
    private Browser admit(Credentials credentials) throws IOException, Refused, MessageReader.Malformed {
        if (credentials.uid() != house.uid()) {
            throw refuse("another user");
        }
        Browser browser = house.browsers().apply(credentials).orElseThrow(() -> refuse("unknown process"));
        if (!house.executables().contains(browser.executable())) {
            throw refuse("no browser");
        }
        if (house.suspended().contains(browser.executable())) {
            throw refuse("suspended");
        }
        if (!(MessageReader.read(Frames.read(link)) instanceof Message.Relay relay) || relay.version() != VERSION) {
            throw refuse("no relay");
        }
        String id = relay.caller().replaceFirst("^chrome-extension://([a-p]{32})/$", "$1");
        if (!house.extensions().contains(id) || !browser.arguments().contains(relay.caller())) {
            throw refuse("unknown extension");
        }
        return browser;
    }

    private Refused refuse(String why) {
        house.counters().add("refused: " + why);
        return new Refused(why);
    }

    private void greeted() throws IOException, Refused, MessageReader.Malformed {
        if (!(MessageReader.read(Frames.read(link)) instanceof Message.Hello hello) || hello.version() != VERSION) {
            throw refuse("another version");
        }
    }

    private void next(Browser browser, Teller teller) throws IOException, Refused, MessageReader.Malformed {
        byte[] frame = Frames.read(link);
        if (!throttle.pass()) {
            house.counters().add("throttled");
            if (throttle.flooded()) {
                house.suspended().add(browser.executable());
                throw refuse("flood");
            }
            return;
        }
        house.counters().add("messages");
        Message message = MessageReader.read(frame);
        if (!teller.tell(message)) {
            throw refuse("a site that is not listed");
        }
    }

    private void send(Map<String, Object> message) throws IOException {
        link.write(Frames.of(GSON.toJson(message).getBytes(StandardCharsets.UTF_8)));
    }
}

package org.oriel.tck;

import static org.oriel.tck.ContractsTest.assertFails;
import static org.oriel.tck.ContractsTest.assertPasses;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.ContextSink;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.osgi.service.log.Logger;

/** The contract of extractors against one that keeps it, and against some that break it in one way each. */
class ExtractorContractTest {
    private static final String NAME = "Send to Jane Doe";
    private static final String SECRET = "hunter2hunter2";
    private static final Target HOLDER =
            new Target(Target.Scope.WINDOW, 1, new Application("/usr/bin/editor", true, "Editor"));

    /** Answers about window 1, and tells the same. */
    static class Good implements ContextExtractor {
        final ContextFeed feed;
        final Logger logger;
        volatile boolean frozen;

        Good(ContextSink sink, Logger logger) {
            feed = sink.open("");
            this.logger = logger;
        }

        Optional<Element> element() {
            return Optional.of(new Element("button", Sensitive.of(NAME), Rect.NONE, false, false));
        }

        FieldState state() {
            long now = System.nanoTime();
            return new FieldState(HOLDER, now, now, now, "pass", FieldState.Privacy.GUARDED, "https://a.example");
        }

        void act() {
            feed.field(state());
            feed.tell(HOLDER, System.nanoTime(), "https://a.example", element().orElseThrow());
            logger.debug("told an element");
        }

        @Override
        public Optional<Element> focused(int window) {
            return window == 1 ? element() : Optional.empty();
        }

        @Override
        public Optional<FieldState> field(int window) {
            return window == 1 && !frozen ? Optional.of(state()) : Optional.empty();
        }

        @Override
        public Optional<Element> at(int window, Point point) {
            return focused(window);
        }

        void stop() {
            feed.close();
        }
    }

    static class GoodTest extends ExtractorContract {
        Good last;

        @Override
        protected Object start(ContextSink sink, Logger logger) {
            last = new Good(sink, logger);
            return last;
        }

        @Override
        protected void stop(Object extractor) {
            ((Good) extractor).stop();
        }

        @Override
        protected void act() {
            last.act();
        }

        @Override
        protected int tells() {
            return 2;
        }

        @Override
        protected Set<String> kinds() {
            return Set.of("element");
        }

        @Override
        protected List<String> content() {
            return List.of(NAME);
        }

        @Override
        protected String guardedText() {
            return SECRET;
        }

        @Override
        protected boolean freeze() {
            last.frozen = true;
            return true;
        }
    }

    /** Logs what it sees, and tells what stands in a password field. */
    static class TalkativeTest extends GoodTest {
        @Override
        protected Object start(ContextSink sink, Logger logger) {
            last = new Good(sink, logger) {
                @Override
                void act() {
                    super.act();
                    logger.debug("{} has the keyboard", NAME);
                    feed.tell(
                            HOLDER,
                            System.nanoTime(),
                            "https://a.example/path",
                            new Element("entry", Sensitive.of(SECRET), Rect.NONE, true, true));
                }
            };
            return last;
        }
    }

    /** Answers about every window, and slowly. */
    static class GuessingTest extends GoodTest {
        @Override
        protected Object start(ContextSink sink, Logger logger) {
            last = new Good(sink, logger) {
                @Override
                public Optional<Element> focused(int window) {
                    return element();
                }

                @Override
                public Optional<FieldState> field(int window) {
                    if (frozen) {
                        LockSupport.parkNanos(400_000_000L);
                    }
                    return super.field(window);
                }
            };
            return last;
        }
    }

    /** Never closes its feed, and gives up when it is full. */
    static class LingeringTest extends GoodTest {
        @Override
        int seconds() {
            return 2;
        }

        @Override
        protected Object start(ContextSink sink, Logger logger) {
            last = new Good(sink, logger) {
                private boolean refused;

                @Override
                void act() {
                    if (!refused) {
                        refused = !feed.field(state());
                        super.act();
                    }
                }

                @Override
                void stop() {
                    Thread thread = new Thread(() -> LockSupport.parkNanos(20_000_000_000L), "linger");
                    thread.setDaemon(true);
                    thread.start();
                }
            };
            return last;
        }
    }

    /** Starts although it was refused. */
    static class StubbornTest extends GoodTest {
        @Override
        protected Object start(ContextSink sink, Logger logger) {
            try {
                return super.start(sink, logger);
            } catch (IllegalStateException e) {
                last = new Good(new FakeContextSink(), logger);
                return last;
            }
        }
    }

    @Test
    void aGoodOnePasses() {
        assertPasses(GoodTest.class, 9);
    }

    @Test
    void abuseIsSeen() {
        assertFails(TalkativeTest.class, "keepsSecrets", "tellsWhatItMay");
        assertFails(GuessingTest.class, "knowsNothingOfOthers", "givesUpInTime");
        assertFails(LingeringTest.class, "opensAndClosesItsFeed", "isGoneWhenStopped", "survivesRefusedOffers");
        assertFails(StubbornTest.class, "leavesNothingWhenForbidden");
    }
}

package org.oriel.frames;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextPolicy;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;
import org.oriel.host.EventStore;
import org.oriel.host.FrameDesk;
import org.oriel.host.FrameTies;
import org.oriel.host.Image;
import org.oriel.host.StoreException;
import org.oriel.host.StoreStatus;
import org.osgi.framework.Bundle;

/** A desk that keeps what it is given; and the store to read it from. */
final class FakeDesk implements FrameDesk {
    private final Object lock = new Object();
    // Guarded by lock.
    private final List<Frame> frames = new ArrayList<>();
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, Integer> times = new LinkedHashMap<>();
    private List<Typed> typed = List.of();
    private boolean full;
    private boolean over;
    private @Nullable FrameTies ties;
    private int stored;

    private final Map<String, TextPolicy> policies = new ConcurrentHashMap<>();

    void allow(String executable, TextPolicy text) {
        policies.put(executable, text);
    }

    void deny(String executable) {
        policies.remove(executable);
    }

    void typed(Typed... now) {
        synchronized (lock) {
            typed = List.of(now);
        }
    }

    void full(boolean now) {
        synchronized (lock) {
            full = now;
        }
    }

    void over() {
        synchronized (lock) {
            over = true;
        }
    }

    List<Frame> frames() {
        synchronized (lock) {
            return List.copyOf(frames);
        }
    }

    Map<String, Image> images() {
        synchronized (lock) {
            return Map.copyOf(images);
        }
    }

    int stored() {
        synchronized (lock) {
            return stored;
        }
    }

    /** The first frame that is as wanted, within a deadline. */
    Frame await(Predicate<Frame> wanted) {
        long end = System.nanoTime() + 20_000_000_000L;
        synchronized (lock) {
            while (true) {
                Optional<Frame> found = frames.stream().filter(wanted).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("no such frame among " + frames);
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    FrameTies ties() {
        long end = System.nanoTime() + 20_000_000_000L;
        synchronized (lock) {
            while (ties == null && System.nanoTime() < end) {
                try {
                    lock.wait(100);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            if (ties == null) {
                throw new AssertionError("nobody ties");
            }
            return ties;
        }
    }

    private void check() {
        if (over) {
            throw new IllegalStateException("the capture session is over");
        }
    }

    @Override
    public void source(Bundle screen) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Admission.Rules rules() {
        Map<String, TextPolicy> now = Map.copyOf(policies);
        return new Admission.Rules() {
            @Override
            public boolean allows(Target target) {
                return now.containsKey(target.application().executable());
            }

            @Override
            public String identity(Target target) {
                return target.application().executable();
            }

            @Override
            public TextPolicy frameText(Target target) {
                return now.getOrDefault(target.application().executable(), TextPolicy.BLANK);
            }

            @Override
            public String hash() {
                return Integer.toString(now.hashCode());
            }

            @Override
            public int timingMillis() {
                return 10;
            }

            @Override
            public List<String> describe() {
                return List.of();
            }
        };
    }

    @Override
    public String window(String desktop, Target target) {
        return rules().allows(target) ? "w" + target.window() : "";
    }

    @Override
    public List<Typed> typed() {
        synchronized (lock) {
            check();
            return typed;
        }
    }

    /** Everything with a digit in it is sensitive. */
    @Override
    public List<List<Finding>> find(List<Sensitive> texts) {
        return texts.stream()
                .map(text -> text.reveal().matches(".*[0-9].*")
                        ? List.of(new Finding(0, text.reveal().length(), "DIGITS", "test"))
                        : List.<Finding>of())
                .toList();
    }

    @Override
    public void tie(FrameTies names) {
        synchronized (lock) {
            ties = names;
            lock.notifyAll();
        }
    }

    @Override
    public EventTime time(long monotonicNanos) {
        return new EventTime(monotonicNanos, 1);
    }

    @Override
    public boolean knows(String image) {
        synchronized (lock) {
            return images.containsKey(image);
        }
    }

    @Override
    public boolean offer(Frame frame, EventTime time, @Nullable Image image) {
        synchronized (lock) {
            check();
            if (full) {
                return false;
            }
            if (image != null) {
                if (!image.base().isEmpty() && !images.containsKey(image.base())) {
                    throw new AssertionError("an image upon one that is not there");
                }
                images.put(image.id(), image);
                stored++;
            }
            if (!frame.image().isEmpty() && !images.containsKey(frame.image())) {
                throw new AssertionError("a frame that names an image that is not there");
            }
            if (times.merge(frame.frame(), 1, Integer::sum) > 1) {
                throw new AssertionError("told twice: " + frame.frame());
            }
            frames.add(frame);
            lock.notifyAll();
            return true;
        }
    }

    /** The pixels of a frame, as whoever reads the store gets them. */
    int[] pixels(Frame frame) {
        try {
            byte[] png = new StoredPictures(store()).png(frame.image()).orElseThrow();
            return PngReader.read(png, frame.width(), frame.height());
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    EventStore store() {
        return new EventStore() {
            @Override
            public Optional<Image> image(String id) {
                return Optional.ofNullable(images().get(id));
            }

            @Override
            public long append(List<CaptureEvent> events) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Block> read(long after, int maxBlocks) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long cursor(String name, Start start) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void acknowledge(String name, long position) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Map<String, Long> cursors() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void retire(String name) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long forget(java.time.Instant since) {
                throw new UnsupportedOperationException();
            }

            @Override
            public StoreStatus status() {
                throw new UnsupportedOperationException();
            }

            @Override
            public AutoCloseable onAppend(Runnable listener) {
                throw new UnsupportedOperationException();
            }
        };
    }
}

package org.oriel.trajectory.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Monitor;
import org.oriel.trajectory.dataset.Manifest.Display;
import org.oriel.trajectory.dataset.Manifest.Gap;
import org.oriel.trajectory.dataset.Manifest.Session;
import org.oriel.trajectory.dataset.Manifest.Written;

/** Counts the events of one commit. */
final class Tally {
    private final Contents before;
    private final Map<UUID, Counted> counted = new LinkedHashMap<>();
    private final Set<Display> screens = new LinkedHashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private @Nullable Counted current;
    private @Nullable UUID device;
    private String source;
    private long firstPosition;
    private long lastPosition;
    private String lastEvent;

    /** One session. */
    private static final class Counted {
        final UUID id;
        final String name;
        final Set<String> grants = new LinkedHashSet<>();
        final Set<String> policies = new LinkedHashSet<>();
        long events;
        long firstPosition;
        long lastPosition;
        long firstMillis = Long.MAX_VALUE;
        long lastMillis = Long.MIN_VALUE;
        boolean partlyRecalled;
        String grant = "";
        String policy = "";

        Counted(UUID id, @Nullable Session before) {
            this.id = id;
            this.name = id.toString();
            if (before != null) {
                grants.addAll(before.grants());
                policies.addAll(before.policyHashes());
                events = before.events();
                firstPosition = before.firstPosition();
                lastPosition = before.lastPosition();
                firstMillis = before.firstMillis();
                lastMillis = before.lastMillis();
                partlyRecalled = before.partlyRecalled();
            }
        }

        void add(long position, CaptureEvent event) {
            firstPosition = events++ == 0 ? position : firstPosition;
            lastPosition = position;
            long millis = event.time().wallMillis();
            firstMillis = Math.min(firstMillis, millis);
            lastMillis = Math.max(lastMillis, millis);
            // Nearly always the same as before: looking it up in a set for each event costs more than all the rest.
            if (!event.grant().equals(grant)) {
                grant = event.grant();
                grants.add(grant);
            }
            if (!event.policyHash().equals(policy)) {
                policy = event.policyHash();
                policies.add(policy);
            }
        }

        Session session() {
            return new Session(
                    name,
                    events,
                    firstPosition,
                    lastPosition,
                    firstMillis,
                    lastMillis,
                    List.copyOf(grants),
                    List.copyOf(policies),
                    partlyRecalled);
        }
    }

    Tally(Contents before) {
        this.before = before;
        this.source = before.source();
        this.lastPosition = before.lastPosition();
        this.lastEvent = before.lastEvent();
    }

    void add(long position, CaptureEvent event) throws DatasetException {
        if (!event.purpose().equals(before.kind().purpose())) {
            throw new DatasetException("the event at position " + position + " is of the purpose " + event.purpose()
                    + ", and this folder of " + before.kind().purpose());
        }
        if (position <= lastPosition) {
            throw new DatasetException("the event at position " + position + " is in the folder already, up to "
                    + lastPosition + "; or its files belong to another store: choose another folder");
        }
        if (lastPosition > 0 && position > lastPosition + 1) {
            gap(new Gap("", lastPosition + 1, position - 1, "absent", Map.of()));
        }
        checkSource(event.device());
        firstPosition = firstPosition == 0 ? position : firstPosition;
        lastPosition = position;
        lastEvent = event.id();
        Counted session = current;
        if (session == null || !session.id.equals(event.session())) {
            session = counted.computeIfAbsent(event.session(), id -> new Counted(id, before.session(id.toString())));
            current = session;
        }
        session.add(position, event);
        if (event.body() instanceof Frame frame) {
            frame.monitors().forEach(this::screen);
        } else if (event.body() instanceof Mark mark
                && (mark.mark() == Mark.Kind.GAP || mark.mark() == Mark.Kind.FORGET)) {
            gap(new Gap(session.name, position, position, mark.reason(), mark.counts()));
        }
    }

    private void checkSource(UUID from) throws DatasetException {
        if (from.equals(device)) {
            return;
        }
        String name = source(before, from);
        if (!source.isEmpty() && !source.equals(name)) {
            throw new DatasetException("the folder was filled from another store: choose another folder");
        }
        source = name;
        device = from;
    }

    /** A hash with the folder's own id: folders of the same installation cannot be told to be of the same. */
    static String source(Contents contents, UUID device) {
        byte[] hash = Disk.sha256().digest((contents.dataset() + device).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
    }

    private void screen(Monitor monitor) {
        Display display = new Display(monitor.bounds().width(), monitor.bounds().height(), monitor.scale());
        if (!before.knows(display)) {
            screens.add(display);
        }
    }

    void gap(Gap gap) {
        gaps.add(gap);
    }

    Map<String, Session> sessions() {
        Map<String, Session> sessions = new LinkedHashMap<>();
        counted.values().forEach(each -> sessions.put(each.name, each.session()));
        return sessions;
    }

    List<Written> written(Provenance by) {
        return firstPosition == 0 ? List.of() : List.of(new Written(by, firstPosition, lastPosition));
    }

    List<Display> screens() {
        return List.copyOf(screens);
    }

    List<Gap> gaps() {
        return gaps;
    }

    long lastPosition() {
        return lastPosition;
    }

    String lastEvent() {
        return lastEvent;
    }

    String source() {
        return source;
    }
}

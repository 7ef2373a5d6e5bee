package org.oriel.control.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Redaction;
import org.oriel.host.StoreException;

/** One day of stored events, added up: what the pages Today and Review show. */
final class Day implements StoreScan.Visitor {
    static final int MOST_STRETCHES = 500;
    private static final int MOST_MARKS = 300;
    private static final int MOST_FRAMES = 48;
    private static final long MOST_EVENTS = 400_000;

    private final long from;
    private final long until;
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Map<String, Object>> marks = new ArrayList<>();
    private final Deque<Map<String, Object>> frames = new ArrayDeque<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private final Map<String, Long> redactions = new TreeMap<>();
    private final Map<String, Long> holes = new TreeMap<>();
    private long events;
    private boolean cut;

    private static final class Use {
        private final List<List<Long>> spans = new ArrayList<>();
        private long millis;
    }

    private Day(LocalDate day, ZoneId zone) {
        this.from = day.atStartOfDay(zone).toInstant().toEpochMilli();
        this.until = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    static Day read(StoreScan scan, LocalDate day, ZoneId zone) throws StoreException {
        Day read = new Day(day, zone);
        scan.from(scan.since(Instant.ofEpochMilli(read.from)), read);
        return read;
    }

    @Override
    public boolean event(long position, CaptureEvent event) {
        long time = event.time().wallMillis();
        if (time < from || time >= until) {
            // A little later may be followed by the day's last ones, see StoreScan.since.
            return time < until + 600_000;
        }
        events++;
        kinds.merge(event.body().type(), 1L, Long::sum);
        for (Redaction redaction : event.redactions()) {
            redactions.merge(redaction.type(), 1L, Long::sum);
        }
        if (event.body() instanceof Frame frame) {
            frame.masks().forEach(mask -> redactions.merge(mask.type(), 1L, Long::sum));
            frames.addLast(Stretch.frame(position, event, frame));
            if (frames.size() > MOST_FRAMES) {
                frames.removeFirst();
            }
        }
        if (event.body() instanceof Mark mark) {
            mark(event, mark.mark().name().toLowerCase(java.util.Locale.ROOT), mark.reason());
        } else if (event.body() instanceof Extension extension
                && extension.schema().equals(Notes.EPISODE)) {
            mark(event, "episode_label", Notes.task(extension));
        } else {
            stretch(position, event);
        }
        cut = events >= MOST_EVENTS;
        return !cut;
    }

    @Override
    public void hole(long missing, String why) {
        String reason = why.startsWith("damaged") ? "damaged" : why;
        holes.merge(reason, missing, Long::sum);
    }

    private void mark(CaptureEvent event, String mark, String reason) {
        if (marks.size() < MOST_MARKS) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("time", event.time().wallMillis());
            values.put("mark", mark);
            values.put("reason", reason);
            marks.add(values);
        }
    }

    private void stretch(long position, CaptureEvent event) {
        Stretch open = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (open != null && open.takes(event)) {
            open.add(position, event);
        } else if (stretches.size() < MOST_STRETCHES) {
            stretches.add(new Stretch(position, event));
        } else {
            cut = true;
        }
    }

    private Map<String, Object> head() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", from);
        values.put("until", until);
        values.put("events", events);
        values.put("holes", holes);
        values.put("cut", cut);
        values.put("marks", marks);
        return values;
    }

    /** For the page Today. */
    Map<String, Object> summary() {
        Map<String, Use> applications = new LinkedHashMap<>();
        for (Stretch stretch : stretches) {
            Use use = applications.computeIfAbsent(stretch.application(), name -> new Use());
            use.millis += stretch.until() - stretch.from();
            use.spans.add(List.of(stretch.from(), stretch.until()));
        }
        List<Map<String, Object>> uses = new ArrayList<>();
        applications.forEach(
                (name, use) -> uses.add(Map.of("application", name, "millis", use.millis, "spans", use.spans)));
        Map<String, Object> values = head();
        values.put("applications", uses);
        values.put("kinds", kinds);
        values.put("redactions", redactions);
        values.put("frames", new ArrayList<>(frames));
        return values;
    }

    /** For the page Review: newest first. */
    Map<String, Object> stretches(String application, String kind) {
        List<Map<String, Object>> found = new ArrayList<>();
        List<String> applications = new ArrayList<>();
        for (int i = stretches.size() - 1; i >= 0; i--) {
            Stretch stretch = stretches.get(i);
            if (!applications.contains(stretch.application())) {
                applications.add(stretch.application());
            }
            if ((application.isEmpty() || application.equals(stretch.application())) && stretch.has(kind)) {
                found.add(stretch.json());
            }
        }
        Map<String, Object> values = head();
        values.put("applications", applications);
        values.put("stretches", found);
        values.put("kinds", kinds);
        return values;
    }
}

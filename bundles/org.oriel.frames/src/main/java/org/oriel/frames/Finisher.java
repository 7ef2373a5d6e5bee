package org.oriel.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Rect;
import org.oriel.api.redact.Picture;
import org.oriel.api.redact.TextPolicy;
import org.oriel.frames.Shot.Masked;
import org.oriel.frames.Shot.Part;
import org.oriel.frames.Timeline.Claim;
import org.oriel.host.FrameDesk;
import org.oriel.host.Image;
import org.osgi.service.log.Logger;

/**
 * Masks, encodes and hands over pictures, one after the other. One more may wait; the next takes its place, so that a slow
 * redactor costs pictures, and never masks.
 */
final class Finisher implements Runnable {
    private static final String BLANK = "blank";

    /** A picture and the frames that it is of and that are not told yet. */
    record Job(Shot shot, List<Claim> claims) {
        Job {
            claims = new ArrayList<>(claims);
        }
    }

    /** What was told last, to be told again when nothing changed. */
    private record Told(Shot shot, String image, List<FrameMask> masks) {}

    private final FrameDesk desk;
    private final Outgoing outgoing;
    private final Redaction redaction;
    private final ImageMaker images;
    private final Canvases canvases;
    private final Budget budget;
    private final String codec;
    private final LongSupplier clock;
    private final LongSupplier processor;
    private final Runnable wake;
    private final Logger logger;

    private final Object lock = new Object();
    // Guarded by lock.
    private @Nullable Job waiting;
    private boolean stopped;

    // Of the thread.
    private @Nullable Told told;
    private @Nullable Print shown;
    /** Whether the last one ended without a picture. */
    private volatile boolean failed;

    Finisher(
            FrameDesk desk,
            Outgoing outgoing,
            Redaction redaction,
            ImageMaker images,
            Canvases canvases,
            Budget budget,
            String codec,
            LongSupplier clock,
            LongSupplier processor,
            Runnable wake,
            Logger logger) {
        this.desk = desk;
        this.outgoing = outgoing;
        this.redaction = redaction;
        this.images = images;
        this.canvases = canvases;
        this.budget = budget;
        this.codec = codec;
        this.clock = clock;
        this.processor = processor;
        this.wake = wake;
        this.logger = logger;
    }

    /** Whether nothing waits. */
    boolean isFree() {
        synchronized (lock) {
            return waiting == null;
        }
    }

    /** Whether the last picture was not kept: that it looks the same is no reason to take no other. */
    boolean hasFailed() {
        return failed;
    }

    /** Hands a picture over; the one that waits is given up for it. */
    void submit(Job job) {
        Job replaced;
        boolean late;
        synchronized (lock) {
            late = stopped;
            replaced = late ? job : waiting;
            if (!late) {
                waiting = job;
                lock.notifyAll();
            }
        }
        if (replaced != null) {
            canvases.give(replaced.shot.canvas());
            outgoing.missing(replaced.claims, late ? NoPicture.STOPPED : NoPicture.BUSY);
        }
    }

    /** Gives up the one that waits, for a newer one whose canvas it holds. */
    void makeRoom() {
        giveUpWaiting(NoPicture.BUSY);
    }

    private void giveUpWaiting(String reason) {
        Job left;
        synchronized (lock) {
            left = waiting;
            waiting = null;
        }
        if (left != null) {
            canvases.give(left.shot.canvas());
            outgoing.missing(left.claims, reason);
        }
    }

    /** Ends the thread once what is under way has ended; it tells what waits as missing. */
    void stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            for (Job job = next(); job != null; job = next()) {
                wake.run();
                work(job);
            }
            giveUpWaiting(NoPicture.STOPPED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Job next() throws InterruptedException {
        synchronized (lock) {
            while (!stopped) {
                long pause = waiting == null ? Long.MAX_VALUE : budget.pause(clock.getAsLong());
                if (pause == 0) {
                    break;
                }
                if (pause == Long.MAX_VALUE) {
                    lock.wait();
                } else {
                    lock.wait(pause / 1_000_000 + 1);
                }
            }
            Job job = stopped ? null : waiting;
            if (job != null) {
                waiting = null;
            }
            return job;
        }
    }

    private void work(Job job) throws InterruptedException {
        Canvas canvas = job.shot.canvas();
        boolean givenUp = false;
        String missing = "";
        long begun = processor.getAsLong();
        try {
            finish(job);
        } catch (NoPicture e) {
            missing = e.reason();
        } catch (Calls.GivenUp e) {
            givenUp = true;
            missing = isStopped() ? NoPicture.STOPPED : NoPicture.REDACTOR_FAILED;
        } catch (RuntimeException e) {
            // The session may be over, or nobody can judge. The message may quote a plugin.
            logger.debug("no picture: {}", e.getClass().getName());
            missing = isStopped() ? NoPicture.STOPPED : NoPicture.FAILED;
        } finally {
            if (givenUp) {
                canvases.lose(canvas);
            } else {
                canvases.give(canvas);
            }
            budget.spent(processor.getAsLong() - begun + redaction.spentNanos(), clock.getAsLong());
        }
        failed = !missing.isEmpty();
        if (failed) {
            told = null;
            // Whoever did not see it whole must be shown everything next time.
            shown = null;
            outgoing.missing(job.claims, missing);
        }
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    private void finish(Job job) throws NoPicture, Calls.GivenUp, InterruptedException {
        Shot shot = job.shot;
        Told last = told;
        if (last != null && last.shot.looksLike(shot) && desk.knows(last.image)) {
            tell(job, last.image, last.masks, null);
            return;
        }
        if (budget.level(clock.getAsLong()) == Budget.Level.NOTHING) {
            throw new NoPicture(NoPicture.BUDGET);
        }
        List<Masked> masks = new ArrayList<>(shot.masks());
        for (Part part : shot.parts()) {
            if (part.text() == TextPolicy.BLANK) {
                masks.add(new Masked(part.rect(), "TEXT", BLANK));
            }
        }
        Canvas canvas = shot.canvas();
        masks.forEach(mask -> canvas.blacken(mask.rect()));
        List<Masked> found = redaction.masks(picture(shot));
        found.forEach(mask -> canvas.blacken(mask.rect()));
        masks.addAll(found);
        String id = images.id(canvas);
        List<FrameMask> listed = listed(shot.area(), canvas, masks);
        if (desk.knows(id)) {
            tell(job, id, listed, null);
        } else {
            Image image = images.make(id, canvas, codec(), desk::knows);
            tell(job, id, listed, image);
        }
        told = new Told(shot, id, listed);
    }

    private String codec() {
        boolean better = budget.level(clock.getAsLong()).compareTo(Budget.Level.BETTER_CODEC) >= 0;
        return better && codec.equals(Encoders.PNG) ? "webp" : codec;
    }

    private Picture picture(Shot shot) {
        Canvas canvas = shot.canvas();
        Print now = Print.of(canvas.pixels, canvas.width, canvas.height);
        Print before = shown;
        shown = now;
        List<Rect> changed =
                before == null ? List.of(canvas.bounds()) : now.changed(before).rects();
        List<Picture.Area> areas = shot.parts().stream()
                .map(part -> new Picture.Area(part.rect(), part.window(), part.application(), part.text()))
                .toList();
        return new Picture(canvas.width, canvas.height, canvas.pixels, areas, changed);
    }

    /** On the virtual desktop, as events have it. */
    private static List<FrameMask> listed(Rect area, Canvas canvas, List<Masked> masks) {
        return masks.stream()
                .map(mask -> new Masked(Region.intersect(mask.rect(), canvas.bounds()), mask.type(), mask.rule()))
                .filter(mask -> !Region.isEmpty(mask.rect()))
                .distinct()
                .map(mask -> new FrameMask(Region.moved(mask.rect(), area.x(), area.y()), mask.type(), mask.rule()))
                .toList();
    }

    private void tell(Job job, String id, List<FrameMask> masks, @Nullable Image image) throws NoPicture {
        Shot shot = job.shot;
        if (image != null && !budget.fits(image.bytes(), clock.getAsLong())) {
            images.lost(id);
            throw new NoPicture(NoPicture.BUDGET);
        }
        List<Frame.Shown> shown = shot.parts().stream()
                .map(part -> new Frame.Shown(
                        Region.moved(part.rect(), shot.area().x(), shot.area().y()), part.window(), part.application()))
                .toList();
        Image handed = image;
        for (Claim claim : List.copyOf(job.claims)) {
            Frame frame = new Frame(claim.id(), id, shot.area(), claim.trigger(), shot.monitors(), shown, masks, "");
            if (!outgoing.offer(frame, shot.start(), handed)) {
                images.lost(id);
                throw new NoPicture(NoPicture.STORE_FULL);
            }
            handed = null;
            job.claims.remove(claim);
        }
        if (image != null) {
            budget.stored(image.bytes(), clock.getAsLong());
        }
    }
}

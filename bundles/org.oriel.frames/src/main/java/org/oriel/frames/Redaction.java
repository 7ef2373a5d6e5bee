package org.oriel.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Rect;
import org.oriel.api.redact.FrameRedactor;
import org.oriel.api.redact.Picture;
import org.oriel.api.redact.PictureView;
import org.oriel.api.redact.TextPolicy;
import org.oriel.frames.Shot.Masked;
import org.oriel.host.FrameDesk;

/** Asks the redactors what else must not be seen. Without an answer there is no picture. One thread. */
final class Redaction {
    private static final int MOST_MASKS = 20_000;

    private final Plugins<FrameRedactor> redactors;
    private final FrameDesk desk;
    private final long budgetNanos;
    private final LongSupplier processor;
    private final AtomicLong spent = new AtomicLong();

    Redaction(Plugins<FrameRedactor> redactors, FrameDesk desk, long budgetNanos, LongSupplier processor) {
        this.redactors = redactors;
        this.desk = desk;
        this.budgetNanos = budgetNanos;
        this.processor = processor;
    }

    /** What they want painted over in {@code picture}. */
    List<Masked> masks(Picture picture) throws NoPicture, Calls.GivenUp, InterruptedException {
        boolean needed = picture.areas().stream()
                .anyMatch(area -> area.text() == TextPolicy.DEFAULT_DENY || area.text() == TextPolicy.MASK_DETECTED);
        List<Plugin<FrameRedactor>> all = redactors.all();
        if (needed && all.isEmpty()) {
            throw new NoPicture(NoPicture.NO_REDACTOR);
        }
        List<Masked> masks = new ArrayList<>();
        for (Plugin<FrameRedactor> plugin : all) {
            if (!plugin.isSuspended()) {
                masks.addAll(masks(plugin, picture));
            } else if (needed) {
                throw new NoPicture(NoPicture.REDACTOR_FAILED);
            }
        }
        return masks;
    }

    private List<Masked> masks(Plugin<FrameRedactor> plugin, Picture picture)
            throws NoPicture, Calls.GivenUp, InterruptedException {
        try {
            return redactors.call(plugin, () -> ask(plugin.service, picture), budgetNanos);
        } catch (ExecutionException e) {
            throw new NoPicture(NoPicture.REDACTOR_FAILED);
        }
    }

    /** On the plugin's thread. */
    private List<Masked> ask(FrameRedactor redactor, Picture picture) {
        long begun = processor.getAsLong();
        View view = new View(desk);
        try {
            return checked(redactor.masks(picture, view));
        } finally {
            view.over = true;
            spent.addAndGet(processor.getAsLong() - begun);
        }
    }

    /** Something that is no rectangle is no answer. */
    private static List<Masked> checked(List<FrameMask> masks) {
        if (masks.size() > MOST_MASKS) {
            throw new IllegalArgumentException("too many masks");
        }
        List<Masked> checked = new ArrayList<>(masks.size());
        for (FrameMask mask : masks) {
            Rect rect = mask.rect();
            if (rect.width() < 0 || rect.height() < 0 || !mask.type().matches("[A-Z][A-Z0-9_]*")) {
                throw new IllegalArgumentException("a mask that is none");
            }
            checked.add(new Masked(rect, mask.type(), mask.rule()));
        }
        return checked;
    }

    /** Processor time of redactors since it was last asked. */
    long spentNanos() {
        return spent.getAndSet(0);
    }

    private static final class View implements PictureView {
        private final FrameDesk desk;
        private final Thread owner = Thread.currentThread();
        private volatile boolean over;

        View(FrameDesk desk) {
            this.desk = desk;
        }

        @Override
        public List<List<org.oriel.api.redact.Finding>> find(List<org.oriel.api.event.Sensitive> texts) {
            if (over || Thread.currentThread() != owner) {
                throw new IllegalStateException("the view is for one call, on its thread");
            }
            return desk.find(texts);
        }
    }
}

package org.oriel.redact.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.FrameMask;

/** The masks of an area: neighbours with one reason are one rectangle, which also hides where words end. */
final class MaskList {
    private static final int PAD = 4;

    private static final Detected.Reason TEXT = new Detected.Reason("TEXT", "default-deny");
    private static final Detected.Reason TEXTURE = new Detected.Reason("UNREADABLE", "picture");

    private final Box area;
    private final List<FrameMask> masks = new ArrayList<>();

    MaskList(Box area) {
        this.area = area;
    }

    List<FrameMask> list() {
        return masks;
    }

    /** Masks every word of a line that is not kept, and what was found among the kept ones. */
    void denied(ReadLine line, boolean[] kept, Map<Word, Detected.Reason> found) {
        List<Detected.@Nullable Reason> reasons = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            Detected.Reason reason = found.get(line.words().get(i));
            reasons.add(reason != null ? reason : kept[i] ? null : TEXT);
        }
        line(line, reasons);
    }

    /** Masks what was found in a line. */
    void found(ReadLine line, Map<Word, Detected.Reason> found) {
        List<Detected.@Nullable Reason> reasons = new ArrayList<>();
        line.words().forEach(word -> reasons.add(found.get(word)));
        line(line, reasons);
    }

    void texture(Box box) {
        add(box, TEXTURE);
    }

    private void line(ReadLine line, List<Detected.@Nullable Reason> reasons) {
        List<Word> words = line.words();
        for (int i = 0; i < words.size(); ) {
            Detected.Reason reason = reasons.get(i);
            int end = i + 1;
            Box box = words.get(i).box();
            while (reason != null && end < words.size() && reason.equals(reasons.get(end))) {
                box = box.with(words.get(end).box());
                end++;
            }
            if (reason != null) {
                // Over a neighbour that stays, at most half of the gap.
                int left = i == 0
                        ? PAD + box.height() / 10
                        : pad(words.get(i - 1).box(), words.get(i).box());
                int right = end == words.size()
                        ? PAD + box.height() / 10
                        : pad(words.get(end - 1).box(), words.get(end).box());
                int down = 2 + box.height() / 10;
                add(new Box(box.left() - left, box.top() - down, box.right() + right, box.bottom() + down), reason);
            }
            i = end;
        }
    }

    private static int pad(Box left, Box right) {
        return Math.max(1, Math.min(PAD + left.height() / 10, (right.left() - left.right()) / 2));
    }

    private void add(Box box, Detected.Reason reason) {
        masks.add(new FrameMask(box.within(area).rect(), reason.type(), reason.rule()));
    }
}

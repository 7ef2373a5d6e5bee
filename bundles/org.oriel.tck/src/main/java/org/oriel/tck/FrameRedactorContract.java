package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Rect;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.FrameRedactor;
import org.oriel.api.redact.Picture;
import org.oriel.api.redact.PictureView;
import org.oriel.api.redact.TextPolicy;

/** What every {@link FrameRedactor} must do. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class FrameRedactorContract {
    private static final int SIDE = 64;

    /**
     * A picture with something in it that must not be seen.
     *
     * @param picture the picture
     * @param secret where it is; all of it must be masked
     */
    public record Sample(Picture picture, Rect secret) {}

    /** For subclasses. */
    protected FrameRedactorContract() {}

    /** The redactor, as its activation makes it. */
    protected abstract FrameRedactor redactor() throws Exception;

    /** Pictures in which it must mask something. */
    protected abstract List<Sample> samples();

    /** What detectors find in recognised text; nothing, unless a subclass says otherwise. */
    protected PictureView view() {
        return texts -> texts.stream().map(text -> List.<Finding>of()).toList();
    }

    private static boolean covers(List<FrameMask> masks, Rect wanted) {
        boolean[] covered = new boolean[wanted.width() * wanted.height()];
        for (FrameMask mask : masks) {
            Rect rect = mask.rect();
            for (int y = 0; y < wanted.height(); y++) {
                for (int x = 0; x < wanted.width(); x++) {
                    int px = wanted.x() + x - rect.x();
                    int py = wanted.y() + y - rect.y();
                    covered[y * wanted.width() + x] |= px >= 0 && py >= 0 && px < rect.width() && py < rect.height();
                }
            }
        }
        for (boolean each : covered) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    @Test
    @DisplayName("MUST mask every sample whole, and say so again when nothing has changed")
    final void masksSamples() throws Exception {
        assertThat(samples()).isNotEmpty();
        FrameRedactor redactor = redactor();
        for (Sample sample : samples()) {
            assertThat(covers(redactor.masks(sample.picture(), view()), sample.secret()))
                    .isTrue();
            Picture picture = sample.picture();
            Picture same = new Picture(picture.width(), picture.height(), picture.pixels(), picture.areas(), List.of());
            assertThat(covers(redactor.masks(same, view()), sample.secret()))
                    .as("the same picture again, nothing changed")
                    .isTrue();
        }
    }

    @Test
    @DisplayName("MUST NOT change the pixels")
    final void leavesPixels() throws Exception {
        FrameRedactor redactor = redactor();
        for (Sample sample : samples()) {
            int[] before = sample.picture().pixels().clone();
            redactor.masks(sample.picture(), view());
            assertThat(Arrays.equals(before, sample.picture().pixels())).isTrue();
        }
    }

    @Test
    @DisplayName("MUST declare the classes of its masks, and return rectangles")
    final void declaresClasses() throws Exception {
        FrameRedactor redactor = redactor();
        assertThat(redactor.classes()).isNotEmpty().allMatch(type -> type.matches("[A-Z][A-Z0-9_]*"));
        for (Sample sample : samples()) {
            assertThat(redactor.masks(sample.picture(), view())).isNotEmpty().allSatisfy(mask -> {
                assertThat(redactor.classes()).contains(mask.type());
                assertThat(mask.rule()).isNotEmpty();
                assertThat(mask.rect().width()).isPositive();
                assertThat(mask.rect().height()).isPositive();
            });
        }
    }

    @Test
    @DisplayName("MUST let it through when nobody can judge, in areas where text is to be judged")
    final void failsClosed() throws Exception {
        FrameRedactor redactor = redactor();
        PictureView broken = texts -> {
            throw new IllegalStateException("nobody can judge");
        };
        for (Sample sample : samples()) {
            Picture picture = sample.picture();
            boolean judged = picture.areas().stream().anyMatch(area -> area.text() == TextPolicy.MASK_DETECTED);
            if (judged) {
                assertThatThrownBy(() -> redactor.masks(picture, broken)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    @DisplayName(
            "MUST NOT throw or hang on any picture: empty, tiny, narrow, noise, without areas, areas that reach out")
    final void survivesOddPictures() throws Exception {
        FrameRedactor redactor = redactor();
        for (Picture picture : odd()) {
            assertThat(redactor.masks(picture, view())).isNotNull();
        }
    }

    private static List<Picture> odd() {
        List<Picture> odd = new ArrayList<>();
        int[] noise = new Random(1).ints(SIDE * SIDE, 0, 1 << 24).toArray();
        Rect all = new Rect(0, 0, SIDE, SIDE);
        odd.add(new Picture(0, 0, new int[0], List.of(), List.of()));
        odd.add(new Picture(SIDE, SIDE, noise, List.of(), List.of(all)));
        for (TextPolicy text : TextPolicy.values()) {
            odd.add(new Picture(1, 1, new int[1], areas(new Rect(0, 0, 1, 1), text), List.of(new Rect(0, 0, 1, 1))));
            odd.add(new Picture(SIDE * SIDE, 1, noise, areas(new Rect(0, 0, SIDE * SIDE, 1), text), List.of()));
            odd.add(new Picture(SIDE, SIDE, noise, areas(all, text), List.of(all)));
            odd.add(new Picture(SIDE, SIDE, noise, areas(new Rect(-5, -5, 2 * SIDE, 2 * SIDE), text), List.of(all)));
        }
        return odd;
    }

    private static List<Picture.Area> areas(Rect rect, TextPolicy text) {
        return List.of(new Picture.Area(rect, "w1", "app:test", text));
    }
}

package org.oriel.export.trajectory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;

/** Arithmetic of places. */
final class Places {
    private static final int DIGITS = 4;

    private Places() {}

    static boolean contains(Rect rect, Point at) {
        return at.x() >= rect.x()
                && at.y() >= rect.y()
                && at.x() - rect.x() < rect.width()
                && at.y() - rect.y() < rect.height();
    }

    /** Relative to {@code area}; empty where it is not in it. */
    static Optional<Point> within(Rect area, Point at) {
        return contains(area, at)
                ? Optional.of(new Point(at.x() - area.x(), at.y() - area.y(), at.afterMillis()))
                : Optional.empty();
    }

    /** The part of {@code rect} in {@code area}, relative to it; empty where there is none. */
    static Optional<Rect> clip(Rect area, Rect rect) {
        int left = Math.max(area.x(), rect.x());
        int top = Math.max(area.y(), rect.y());
        int right = Math.min(area.x() + area.width(), rect.x() + rect.width());
        int bottom = Math.min(area.y() + area.height(), rect.y() + rect.height());
        return right > left && bottom > top
                ? Optional.of(new Rect(left - area.x(), top - area.y(), right - left, bottom - top))
                : Optional.empty();
    }

    static Rect union(Rect a, Rect b) {
        int left = Math.min(a.x(), b.x());
        int top = Math.min(a.y(), b.y());
        int right = Math.max(a.x() + a.width(), b.x() + b.width());
        int bottom = Math.max(a.y() + a.height(), b.y() + b.height());
        return new Rect(left, top, right - left, bottom - top);
    }

    /** Part of the whole, four places, no zeros behind: what the AgentNet parsers read. */
    static BigDecimal share(int pixels, int whole) {
        BigDecimal share = BigDecimal.valueOf(pixels).divide(BigDecimal.valueOf(whole), DIGITS, RoundingMode.HALF_UP);
        return plain(share);
    }

    /** Without an exponent, and without zeros behind. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    /** Notches of the wheel as a whole number, at least one where there was any. */
    static int notches(double notches, double pixels, int pixelsPerNotch) {
        double all = notches != 0 ? notches : pixels / pixelsPerNotch;
        int whole = (int) Math.round(Math.abs(all));
        return all == 0 ? 0 : (int) Math.signum(all) * Math.max(1, whole);
    }
}

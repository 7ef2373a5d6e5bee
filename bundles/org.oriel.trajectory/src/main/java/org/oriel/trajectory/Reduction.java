package org.oriel.trajectory;

/**
 * Thresholds of {@link Trajectories}. <b>Data:</b> milliseconds and pixels. <b>Errors:</b> a value out of its range is an
 * {@link IllegalArgumentException} that names it.
 *
 * @param clickMillis at most this long between the presses of a double or triple click
 * @param clickPixels at most this far between them
 * @param dragPixels further than this from the press is a drag
 * @param longPressMillis held this long in one place is a long press
 * @param scrollMillis at most this long between the parts of one scroll
 * @param scrollPixels at most this far between them
 * @param pressMillis at most this long between presses of one key that are one action
 * @param waitMillis idle for this long between two actions is a wait
 * @param elementMillis an element told at most this long before or after an action may be its element
 * @param idleMillis idle for this long ends an episode that was not begun explicitly
 * @param splitByApplication whether another application ends an episode that was not begun explicitly
 * @param frameMillis how long an episode that ended waits for the frames that its last steps name
 * @param maxSteps of one episode; one that is longer goes on as its next part
 * @param maxText characters of one {@link Action.Type}; what is longer goes on in the next step
 * @param recentIds how many event ids are remembered in order to drop what is delivered again
 */
public record Reduction(
        long clickMillis,
        int clickPixels,
        int dragPixels,
        long longPressMillis,
        long scrollMillis,
        int scrollPixels,
        long pressMillis,
        long waitMillis,
        long elementMillis,
        long idleMillis,
        boolean splitByApplication,
        long frameMillis,
        int maxSteps,
        int maxText,
        int recentIds) {

    /** Ids that an {@link Action.Unknown} lists. */
    public static final int UNKNOWN_IDS = 32;
    /** Places of {@link Step#approach()}. */
    public static final int APPROACH_POINTS = 32;
    /** Places of the path of an {@link Action.Drag}. */
    public static final int DRAG_POINTS = 256;
    /** Gaps that an episode lists; those after are added up in the last one. */
    public static final int GAPS = 256;

    /** The thresholds that {@link Trajectories} documents. */
    public static final Reduction DEFAULT =
            new Reduction(500, 5, 6, 500, 1_000, 50, 1_000, 5_000, 1_000, 300_000, false, 10_000, 1_000, 2_000, 16_384);

    /** Checks the ranges. */
    public Reduction {
        range("clickMillis", clickMillis, 1, 10_000);
        range("clickPixels", clickPixels, 0, 100);
        range("dragPixels", dragPixels, 0, 100);
        range("longPressMillis", longPressMillis, 1, 60_000);
        range("scrollMillis", scrollMillis, 0, 60_000);
        range("scrollPixels", scrollPixels, 0, 100_000);
        range("pressMillis", pressMillis, 0, 60_000);
        range("waitMillis", waitMillis, 1, Long.MAX_VALUE);
        range("elementMillis", elementMillis, 0, 60_000);
        range("idleMillis", idleMillis, 1, Long.MAX_VALUE);
        range("frameMillis", frameMillis, 0, 600_000);
        range("maxSteps", maxSteps, 1, 100_000);
        range("maxText", maxText, 1, 1_000_000);
        range("recentIds", recentIds, 0, 1_000_000);
    }

    /** The same thresholds with other boundaries of episodes. */
    public Reduction withBoundaries(long newIdleMillis, boolean newSplitByApplication) {
        return new Reduction(
                clickMillis,
                clickPixels,
                dragPixels,
                longPressMillis,
                scrollMillis,
                scrollPixels,
                pressMillis,
                waitMillis,
                elementMillis,
                newIdleMillis,
                newSplitByApplication,
                frameMillis,
                maxSteps,
                maxText,
                recentIds);
    }

    /** The same thresholds with other sizes. */
    public Reduction withSizes(int newMaxSteps, int newMaxText, int newRecentIds) {
        return new Reduction(
                clickMillis,
                clickPixels,
                dragPixels,
                longPressMillis,
                scrollMillis,
                scrollPixels,
                pressMillis,
                waitMillis,
                elementMillis,
                idleMillis,
                splitByApplication,
                frameMillis,
                newMaxSteps,
                newMaxText,
                newRecentIds);
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed is " + least + " to " + most);
        }
    }
}

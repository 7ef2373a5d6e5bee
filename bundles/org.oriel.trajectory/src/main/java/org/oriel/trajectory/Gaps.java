package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.api.event.EventTime;

/** Gaps of an episode, a bounded number: those after are added up in the last one. */
final class Gaps {
    private static final int NAMES = 64;

    private final List<Episode.Gap> gaps = new ArrayList<>();

    void add(int beforeStep, EventTime time, String reason, Map<String, Long> counts) {
        add(new Episode.Gap(beforeStep, time, reason, counts));
    }

    private void add(Episode.Gap gap) {
        if (gaps.size() < Reduction.GAPS) {
            gaps.add(gap);
            return;
        }
        Episode.Gap last = gaps.get(gaps.size() - 1);
        Map<String, Long> sum = new TreeMap<>(last.counts());
        gap.counts().forEach((name, count) -> {
            if (sum.containsKey(name) || sum.size() < NAMES) {
                sum.merge(name, count, Long::sum);
            }
        });
        gaps.set(gaps.size() - 1, new Episode.Gap(last.beforeStep(), last.time(), last.reason(), sum));
    }

    /** Steps from that one on are gone. */
    void shorten(int steps) {
        gaps.replaceAll(
                gap -> new Episode.Gap(Math.min(steps, gap.beforeStep()), gap.time(), gap.reason(), gap.counts()));
    }

    void moveTo(Gaps other) {
        gaps.forEach(other::add);
        gaps.clear();
    }

    void clear() {
        gaps.clear();
    }

    List<Episode.Gap> list() {
        return gaps;
    }
}

package org.oriel.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which subtrees make a proof, and how one is checked (RFC 9162, sections 2.1.3 and 2.1.4). */
final class Proof {
    /** Leaves from {@code first} up to, not including, {@code end}; their root is one step of a proof. */
    record Span(long first, long end) {}

    private Proof() {}

    /** That leaf {@code index} is in the tree of that size. */
    static List<Span> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("entry " + index + ", allowed: 0 to " + (size - 1));
        }
        List<Span> path = new ArrayList<>();
        inclusion(index, 0, size, path);
        return path;
    }

    private static void inclusion(long index, long first, long end, List<Span> path) {
        if (end - first == 1) {
            return;
        }
        long split = first + below(end - first);
        if (index < split) {
            inclusion(index, first, split, path);
            path.add(new Span(split, end));
        } else {
            inclusion(index, split, end, path);
            path.add(new Span(first, split));
        }
    }

    /** That the tree of {@code former} leaves is the beginning of the one of {@code size}. */
    static List<Span> consistency(long former, long size) {
        if (former < 1 || former > size) {
            throw new IllegalArgumentException("size " + former + ", allowed: 1 to " + size);
        }
        List<Span> path = new ArrayList<>();
        if (former < size) {
            consistency(former, 0, size, true, path);
        }
        return path;
    }

    private static void consistency(long former, long first, long end, boolean whole, List<Span> path) {
        if (former == end) {
            if (!whole) {
                path.add(new Span(first, end));
            }
            return;
        }
        long split = first + below(end - first);
        if (former <= split) {
            consistency(former, first, split, whole, path);
            path.add(new Span(split, end));
        } else {
            consistency(former, split, end, false, path);
            path.add(new Span(first, split));
        }
    }

    /** The largest power of two below {@code n}. */
    private static long below(long n) {
        return Long.highestOneBit(n - 1);
    }

    /** Section 2.1.3.2. */
    static boolean includes(Digests digests, byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long at = index;
        long last = size - 1;
        byte[] node = leaf;
        for (byte[] step : path) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                node = digests.node(step, node);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                node = digests.node(node, step);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(node, root);
    }

    /** Section 2.1.4.2. */
    static boolean extending(
            Digests digests, long former, byte[] formerRoot, long size, byte[] root, List<byte[]> path) {
        if (former < 1 || former > size) {
            return false;
        }
        if (former == size) {
            return path.isEmpty() && Arrays.equals(formerRoot, root);
        }
        List<byte[]> steps = new ArrayList<>(path);
        if (Long.bitCount(former) == 1) {
            steps.add(0, formerRoot);
        }
        if (steps.isEmpty()) {
            return false;
        }
        long at = former - 1;
        long last = size - 1;
        while ((at & 1) == 1) {
            at >>= 1;
            last >>= 1;
        }
        byte[] old = steps.get(0);
        byte[] now = steps.get(0);
        for (byte[] step : steps.subList(1, steps.size())) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                old = digests.node(step, old);
                now = digests.node(step, now);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                now = digests.node(now, step);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(old, formerRoot) && Arrays.equals(now, root);
    }
}

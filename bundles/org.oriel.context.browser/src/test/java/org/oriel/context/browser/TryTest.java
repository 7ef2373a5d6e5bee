package org.oriel.context.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryTest {
    @TempDir
    Path dir;

    @Test
    void tries() throws Exception {
        try (Lab lab = new Lab(dir)) {
            lab.chromiumWithExtension(lab.listed() + "/forms");
            System.err.println(lab.eval("show('<input id=user><input id=pass type=password>')"));
            lab.eval("user.focus(), 1");
            Lab.until("focus", () -> lab.eval("document.hasFocus()").getAsBoolean());
            long[] at = new long[8];
            for (int i = 0; i < 8; i++) {
                at[i] = System.nanoTime();
                lab.hands.tap(i == 3 ? 23 : 38 + i);
                lab.hands.sync();
                java.util.concurrent.locks.LockSupport.parkNanos(30_000_000);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
            System.err.println(lab.eval("truth"));
            System.err.println(lab.extractorNow().health());
            System.err.println(lab.context.told);
            for (var f : lab.context.fields) System.err.println((f.sinceNanos() - at[0]) / 1000 + " " + (f.untilNanos() - at[0]) / 1000 + " " + (f.afterNanos() - at[0]) / 1000+ " " + f.privacy() + " " + f.field() + f.origin());
            for (long a : at) System.err.println((a - at[0]) / 1000);
            System.err.println(lab.log.lines());
        }
    }
}

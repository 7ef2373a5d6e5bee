package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreTest {
    @Test
    void takesTheInnermostCauseOfAFailure() {
        String trace = """
                java.lang.RuntimeException: outer
                \tat a.B.c(B.java:1)
                Caused by: org.oriel.host.StoreException: spool /x/oriel.db: the key does not open it
                \tat a.B.d(B.java:2)
                """;
        assertThat(Core.cause(trace)).isEqualTo("spool /x/oriel.db: the key does not open it");
        assertThat(Core.cause("java.lang.IllegalArgumentException: file is missing"))
                .isEqualTo("file is missing");
    }
}

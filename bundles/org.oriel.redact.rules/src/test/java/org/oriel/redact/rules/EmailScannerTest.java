package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailScannerTest {
    private final Scanner rule = new EmailScanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write to «mara.quill@example.org» please",
                "«m@example.org»",
                "(«mara@example.org»)",
                "<«mara@example.org»>,",
                "mailto:«mara@example.org»?subject=hello",
                "email=«mara@example.org»&x=1",
                "see https://example.org/u/«mara@example.org»/edit",
                "«mara+news@mail.example.co.uk».",
                "«bounce+mara=example.net@lists.example.org»",
                "«mara_quill-42@sub-domain.example.museum»",
                "«MARA@EXAMPLE.ORG»",
                "«josé.núñez@correo.example.es»",
                "«用户@例子.公司»",
                "邮箱是«mara@example.org»。谢谢",
                "«mara@xn--bcher-kva.example»",
                "«mara@example.xn--p1ai»",
                "\"mara quill\" is not one, «\"mara quill\"@example.org» is",
                "«mara@[192.0.2.1]» and «mara@[IPv6:2001:db8::1]»",
                "«mara%40example.org» in a link",
                "«mara@163.example»",
                "«mara@example.org»-Office",
                "«mara@example.org»_old",
                "'«mara@example.org»'",
                "{«mara@example.org»}",
                "«mara＠example．org»",
                "«ma\u200Bra@exam\u00ADple.org»",
                "a@b, «c@d.ef», g@h",
            })
    void finds(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "@mara said hello",
                "meet @ noon",
                "mara@localhost",
                "@Override public",
                "npm i @scope/pkg.js",
                "left-pad@1.3.0",
                "pkg@1.0.0-beta.rc",
                "icon@2x.png",
                "a@b.c",
                "mara@.org",
                "mara@example.",
                "mara@exam ple.org",
                "50%401k",
                "x = @example.org",
            })
    void leaves(String text) {
        assertThat(Marked.by(rule, text)).isEqualTo(text);
    }
}

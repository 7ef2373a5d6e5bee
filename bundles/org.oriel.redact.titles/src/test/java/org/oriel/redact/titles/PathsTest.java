package org.oriel.redact.titles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.oriel.api.redact.Finding;

class PathsTest {
    private static final Vocabulary WORDS = TitleGrammars.builtIn().vocabulary();

    private static String path(String path) {
        Paths paths = new Paths(WORDS);
        return mask(
                path,
                text -> paths.mask(text, "PATH").stream()
                        .map(part -> new Finding(part.from(), part.to(), part.type(), "p"))
                        .toList());
    }

    private static String text(String text) {
        return mask(text, new Places(WORDS)::find);
    }

    private static String mask(String text, Function<String, java.util.List<Finding>> find) {
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (Finding finding : find.apply(text)) {
            out.append(text, done, finding.start())
                    .append('<')
                    .append(finding.type())
                    .append('>');
            done = finding.end();
        }
        return out.append(text.substring(done)).toString();
    }

    @Test
    void keepsTheDirectoriesOfEveryMachineAndTheExtension() {
        Map.of(
                        "/home/mara/contracts/brightwater.pdf", "/home/<USER>/<PATH>.pdf",
                        "/Users/mara.quill/Documents/offer.docx", "/Users/<USER>/Documents/<PATH>.docx",
                        "C:\\Users\\Mara Quill\\Desktop\\fees.xlsx", "C:\\Users\\<USER>\\Desktop\\<PATH>.xlsx",
                        "~/work/harbor", "~/<PATH>",
                        "/usr/bin/editor", "/usr/bin/<PATH>",
                        "/etc/hosts", "/etc/hosts",
                        "src/main/java/com/brightwater/Tide.java", "src/main/java/com/<PATH>.java",
                        "src/index.ts", "src/index.ts",
                        "mara.quill", "<PATH>",
                        "/Users/Shared/x.txt", "/Users/Shared/<PATH>.txt")
                .forEach((path, expected) -> assertThat(path(path)).isEqualTo(expected));
    }

    @Test
    void findsHomesAndAddressesInRunningText() {
        assertThat(text("open /home/mara/x and /Users/theo/y")).isEqualTo("open /home/<USER>/x and /Users/<USER>/y");
        assertThat(text("see C:\\Users\\Mara Quill\\x")).isEqualTo("see C:\\Users\\<USER>\\x");
        assertThat(text("see (https://example.org/a?b=c) now")).isEqualTo("see (<URL> now");
        assertThat(text("https://a.b/home/mara ftp://x.y")).isEqualTo("<URL> <URL>");
        assertThat(text("no :// here, 3://")).isEqualTo("no :// here, 3://");
        assertThat(text("/home/ is where /home/<USER_1>/x lives")).isEqualTo("/home/ is where /home/<USER_1>/x lives");
        assertThat(text("://".repeat(20_000))).hasSizeGreaterThan(10);
    }
}

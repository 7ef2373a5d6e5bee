package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.tck.CapturingLogger;

class ControlSocketTest {
    @TempDir
    Path folder;

    private Path path;
    private ControlSocket socket;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("run/control.sock");
        Command echo = (words, talk) -> {
            talk.out(String.join(" ", words));
            return talk.ask("? ", false)
                    .map(answer -> answer.equals("yes") ? 0 : 7)
                    .orElse(9);
        };
        socket = new ControlSocket(path, new ControlCommands(new Core(), echo), new CapturingLogger().logger());
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    private List<String> call(String... lines) throws IOException {
        List<String> answers = new ArrayList<>();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
            for (String line : lines) {
                writer.write(line + "\n");
            }
            writer.flush();
            BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            reader.lines().forEach(answers::add);
        }
        return answers;
    }

    @Test
    void opensForItsUserAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void runsACommandThatAsks() throws IOException {
        assertThat(call("{\"args\":[\"shell\",\"a\",\"b\"]}", "{\"in\":\"yes\"}"))
                .containsExactly("{\"out\":\"a b\"}", "{\"ask\":\"? \",\"personOnly\":false}", "{\"exit\":0}");
    }

    @Test
    void refusesAnUnknownCommandAndNamesTheKnown() throws IOException {
        assertThat(call("{\"args\":[\"hide\"]}"))
                .containsExactly(
                        "{\"err\":\"unknown command hide, allowed: status pause resume forget consent episode exempt exporter review my-data governance ui shell stop\"}",
                        "{\"exit\":2}");
    }

    @Test
    void refusesWhatIsNoRequest() throws IOException {
        assertThat(call("not json"))
                .containsExactly("{\"err\":\"request is not a JSON object in one line\"}", "{\"exit\":2}");
        assertThat(call("{}")).last().isEqualTo("{\"exit\":2}");
        assertThat(call("x".repeat(70_000)).get(0)).contains("too long");
    }

    @Test
    void saysWhichPartIsMissing() throws IOException {
        assertThat(call("{\"args\":[\"pause\"]}"))
                .containsExactly("{\"err\":\"the consent gate is not available: it is not started\"}", "{\"exit\":4}");
    }

    @Test
    void isGoneAfterClose() throws IOException {
        socket.close();
        assertThat(path).doesNotExist();
    }
}

package org.oriel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.redact.TextPolicy;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;
import org.oriel.tck.CapturingLogger;

class PolicyAdmissionTest {
    private static final String ONE = "{\"version\":1,\"allow\":[{\"executable\":\"/usr/bin/one\"}]}";
    private static final String TWO = "{\"version\":1,\"allow\":[{\"executable\":\"/usr/bin/two\"}]}";
    private static final String NONE = "{\"version\":1,\"allow\":[]}";

    @TempDir
    private Path folder;

    private final CapturingLogger log = new CapturingLogger();

    @Test
    @DisplayName("Missing at the start: nothing is allowed, and one line says what is wrong")
    void missingFile() {
        try (var open = open(false)) {
            assertThat(open.admission.current().describe()).isEmpty();
            assertThat(open.admission.current().hash()).isEqualTo(Policy.DENY_ALL.hash());
            assertThat(open.admission.problem())
                    .isEqualTo("policy " + file() + ": does not exist, allowed: a readable JSON file");
            assertThat(log.lines("ERROR")).singleElement().asString().contains(file().toString());
        }
    }

    @Test
    @DisplayName("What the person exempted is left out, over new policies, and changes no line that they agreed to")
    void leftOut() throws IOException {
        Files.writeString(file(), ONE);
        try (var open = open(false)) {
            Target one = window("/usr/bin/one");
            String hash = open.admission.current().hash();
            assertThat(open.admission.current().allows(one)).isTrue();

            assertThat(open.admission.leaveOut(Set.of("/usr/bin/one"), Set.of()))
                    .isTrue();
            assertThat(open.admission.current().allows(one)).isFalse();
            assertThat(open.admission.current().frameText(one)).isEqualTo(TextPolicy.BLANK);
            assertThat(open.admission.current().hash()).isNotEqualTo(hash);
            assertThat(open.admission.current().describe()).hasSize(1);

            Files.writeString(file(), TWO);
            open.admission.reload();
            assertThat(open.admission.current().allows(window("/usr/bin/two"))).isTrue();
            Files.writeString(file(), ONE);
            open.admission.reload();
            assertThat(open.admission.current().allows(one)).isFalse();

            assertThat(open.admission.leaveOut(Set.of(), Set.of())).isTrue();
            assertThat(open.admission.current().allows(one)).isTrue();
            assertThat(open.admission.current().hash()).isEqualTo(hash);
        }
    }

    @Test
    @DisplayName("A program that nobody knows could be the exempt one; a site cannot be left out here")
    void unknownIsLeftOut() throws IOException {
        Files.writeString(file(), "{\"version\":1,\"allow\":[{\"windowClass\":\"Any\",\"reason\":\"no path\"}]}");
        try (var open = open(false)) {
            Target unknown = new Target(Target.Scope.WINDOW, 1, new Application("", false, "Any"));
            assertThat(open.admission.current().allows(unknown)).isTrue();
            open.admission.leaveOut(Set.of("/usr/bin/one"), Set.of());
            assertThat(open.admission.current().allows(unknown)).isFalse();
            assertThat(open.admission.leaveOut(Set.of(), Set.of("https://example.org")))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("No condition of the policy is lost by leaving something out: no default stands in for a rule")
    void everyConditionStays() {
        for (java.lang.reflect.Method method : Admission.Rules.class.getMethods()) {
            assertThat(NarrowedRules.class.getDeclaredMethods())
                    .as(method.getName())
                    .anyMatch(own -> own.getName().equals(method.getName())
                            && java.util.Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
        }
    }

    private static Target window(String executable) {
        return new Target(Target.Scope.WINDOW, 1, new Application(executable, true, ""));
    }

    @Test
    void brokenAtTheStart() throws IOException {
        Files.writeString(file(), "{\"version\":1,\"allow\":[{\"executable\":\"mousepad\"}]}");
        try (var open = open(false)) {
            assertThat(open.admission.current().describe()).isEmpty();
            assertThat(open.admission.problem())
                    .contains(file().toString(), "$.allow[0].executable", "\"mousepad\"", "allowed: an absolute path");
        }
    }

    @Test
    @DisplayName("A broken new file leaves the old rules in force and is reported; a good one ends the report")
    void brokenLater() throws IOException {
        Files.writeString(file(), ONE);
        try (var open = open(false)) {
            assertThat(open.admission.problem()).isEmpty();
            String before = open.admission.current().hash();

            Files.writeString(file(), "{\"version\":1");
            open.admission.reload();
            assertThat(open.admission.current().hash()).isEqualTo(before);
            assertThat(open.admission.problem()).contains(file().toString(), "allowed: ");
            assertThat(log.lines("WARN")).singleElement().asString().contains("stay in force");

            Files.delete(file());
            open.admission.reload();
            assertThat(open.admission.current().hash()).isEqualTo(before);

            Files.writeString(file(), TWO);
            open.admission.reload();
            assertThat(open.admission.problem()).isEmpty();
            assertThat(open.admission.current().describe()).containsExactly("/usr/bin/two");
        }
    }

    @Test
    void notUtf8AndTooLarge() throws IOException {
        Files.write(file(), new byte[] {'{', (byte) 0xff, '}'});
        try (var open = open(false)) {
            assertThat(open.admission.problem()).contains("is not UTF-8");
            Files.write(file(), new byte[(1 << 20) + 1]);
            open.admission.reload();
            assertThat(open.admission.problem()).contains("1048577 bytes, allowed: 1048576");
        }
    }

    @Test
    @DisplayName("Whoever listens is told before and after, and sees the old rules before")
    void listeners() throws Exception {
        Files.writeString(file(), ONE);
        try (var open = open(false)) {
            List<String> told = new ArrayList<>();
            Admission admission = open.admission;
            AutoCloseable registration = admission.onReplace(new Admission.Listener() {
                @Override
                public void replacing(Admission.Rules next) {
                    told.add("replacing " + admission.current().describe() + " by " + next.describe());
                }

                @Override
                public void replaced() {
                    told.add("replaced by " + admission.current().describe());
                }
            });
            open.admission.reload();
            assertThat(told).as("the same file again is no replacement").isEmpty();

            Files.writeString(file(), TWO);
            open.admission.reload();
            assertThat(told)
                    .containsExactly("replacing [/usr/bin/one] by [/usr/bin/two]", "replaced by [/usr/bin/two]");

            registration.close();
            Files.writeString(file(), NONE);
            open.admission.reload();
            assertThat(told).hasSize(2);
            assertThat(admission.current().describe()).isEmpty();
        }
    }

    @Test
    @DisplayName("Rules that the gate could not be told of do not come into force")
    void aThrowingListenerKeepsTheOldRules() throws Exception {
        Files.writeString(file(), ONE);
        try (var open = open(false)) {
            List<String> told = new ArrayList<>();
            open.admission.onReplace(new Admission.Listener() {
                @Override
                public void replacing(Admission.Rules next) {
                    throw new IllegalStateException("the gate did not answer");
                }

                @Override
                public void replaced() {
                    told.add("over");
                }
            });
            Files.writeString(file(), TWO);
            open.admission.reload();

            assertThat(open.admission.current().describe()).containsExactly("/usr/bin/one");
            assertThat(open.admission.problem()).contains("the gate did not answer");
            assertThat(told).containsExactly("over");
        }
    }

    @Test
    @DisplayName("A file that is replaced or written in place takes effect by itself")
    void watches() throws Exception {
        Files.writeString(file(), ONE);
        try (var open = open(true)) {
            LinkedBlockingQueue<List<String>> replaced = new LinkedBlockingQueue<>();
            open.admission.onReplace(new Admission.Listener() {
                @Override
                public void replacing(Admission.Rules next) {}

                @Override
                public void replaced() {
                    replaced.add(open.admission.current().describe());
                }
            });

            Path next = Files.writeString(folder.resolve("policy.json.new"), TWO);
            Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            assertThat(replaced.poll(20, TimeUnit.SECONDS)).containsExactly("/usr/bin/two");

            Files.writeString(file(), ONE);
            assertThat(replaced.poll(20, TimeUnit.SECONDS)).containsExactly("/usr/bin/one");
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("oriel-policy-watch"));
    }

    @Test
    void aFolderThatIsNotThereIsSaidAndNothingIsAllowed() {
        Path elsewhere = folder.resolve("none/policy.json");
        PolicyAdmission admission = new PolicyAdmission(elsewhere, log.logger(), System::nanoTime, true);

        assertThat(admission.current().describe()).isEmpty();
        assertThat(admission.problem()).contains(elsewhere.toString());
        assertThat(log.lines("WARN")).singleElement().asString().contains("cannot be watched");
        admission.close();
    }

    @Test
    void theSettingIsChecked() {
        PolicyAdmission.Config config = new PolicyAdmission.Config() {
            @Override
            public String file() {
                return "policy.json";
            }

            @Override
            public Class<PolicyAdmission.Config> annotationType() {
                return PolicyAdmission.Config.class;
            }
        };

        assertThatThrownBy(() -> new PolicyAdmission(config, log.logger()))
                .hasMessage("org.oriel.policy: file is \"policy.json\", allowed: an absolute path of a JSON file");
    }

    private Path file() {
        return folder.resolve("policy.json");
    }

    private Open open(boolean watching) {
        return new Open(new PolicyAdmission(file(), log.logger(), System::nanoTime, watching));
    }

    private record Open(PolicyAdmission admission) implements AutoCloseable {
        @Override
        public void close() {
            admission.close();
        }
    }
}

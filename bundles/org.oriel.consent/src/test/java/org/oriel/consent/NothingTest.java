package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Sensitive;
import org.oriel.consent.Installed.Declared;
import org.oriel.host.Exemptions;
import org.oriel.host.NotAllowedException;

/** When nothing is captured: one test for each row of the table in docs/consent.md. */
class NothingTest {
    @TempDir
    private Path folder;

    private World world;
    private Optional<String> country = Optional.of("US");

    @BeforeEach
    void world() {
        world = new World(folder.resolve("consent"));
    }

    /** Agreed to, then off and on again with other settings: what has begun since counts. */
    private void again() {
        world.restart();
    }

    private void nothing(String state) {
        assertThat(world.state()).isEqualTo(state);
        assertThat(world.order).as("sessions and sources").doesNotContain("begin", "on");
    }

    @Test
    @DisplayName("No consent")
    void noConsent() {
        world.equipped();
        world.pass(Duration.ofHours(1));

        nothing("OFF no-consent");
    }

    @Test
    @DisplayName("Consent that has expired: it ends in the moment it does, and agreeing again opens")
    void consentExpired() throws NotAllowedException {
        world.renewDays = 2;
        world.start();
        world.recording();
        world.pass(Duration.ofDays(2).minusSeconds(1));
        assertThat(world.state()).isEqualTo("RECORDING");
        world.order.clear();
        world.pass(Duration.ofSeconds(2));

        assertThat(world.order).containsExactly("off", "end KEEP consent-expired");
        assertThat(world.gate.grant()).isEmpty();
        again();
        nothing("BLOCKED consent-expired");
        world.agree();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("A wider set of bundles than was agreed to")
    void wider() throws NotAllowedException {
        world.recording();
        world.install("org.example.camera", World.capture("frame", "pictures", "high", 60));
        again();

        nothing("BLOCKED consent-outdated");
    }

    @Test
    @DisplayName("Another country: it ends within seconds, and begins again only when the person says so at home")
    void otherCountry() throws NotAllowedException {
        world.where = new Whereabouts(Set.of("US"), () -> country);
        world.start();
        world.recording();
        country = Optional.of("FR");
        world.order.clear();
        world.pass(Gate.LOOK);

        assertThat(world.order).containsExactly("off", "end KEEP other-country");
        assertThatThrownBy(world.gate::resume)
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("FR");
        again();
        country = Optional.of("US");
        world.pass(Duration.ofHours(1));
        nothing("BLOCKED other-country");
        world.gate.resume();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("A country that cannot be told is another country")
    void unknownCountry() throws NotAllowedException {
        world.recording();
        world.where = new Whereabouts(Set.of("US"), Optional::empty);
        again();

        nothing("BLOCKED other-country");
        assertThat(world.gate.state().detail()).contains("??");
    }

    @Test
    @DisplayName("Outside working hours: it ends with them to the second, and opens by itself at the hour")
    void outsideHours() throws NotAllowedException {
        world.hours = WorkingHours.of(List.of("Mon-Fri 08:00-18:00 UTC"), List.of("2026-03-03"), List.of());
        world.start();
        world.recording();
        world.order.clear();
        world.pass(Duration.ofHours(9).minusMillis(1));
        assertThat(world.order).isEmpty();
        world.pass(Duration.ofMillis(2));
        assertThat(world.order).containsExactly("off", "end KEEP outside-hours");
        assertThat(world.gate.state().until()).contains(Instant.parse("2026-03-04T08:00:00Z"));

        again();
        world.pass(Duration.ofHours(37));
        nothing("BLOCKED outside-hours");
        world.pass(Duration.ofHours(1));
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("Outside working hours somebody may still say yes")
    void agreesAtNight() throws NotAllowedException {
        world.hours = WorkingHours.of(List.of("Sat 08:00-18:00 UTC"), List.of(), List.of());
        world.start();
        world.equipped();
        assertThat(world.state()).isEqualTo("OFF no-consent");
        world.agree();

        nothing("BLOCKED outside-hours");
    }

    @Test
    @DisplayName("An open request for an exemption from everything: in force when asking returns, over restarts")
    void exempt() throws NotAllowedException {
        world.recording();
        world.order.clear();
        ask(Exemptions.Scope.ALL, "");

        assertThat(world.order).containsExactly("off", "end KEEP exempt");
        again();
        world.pass(Duration.ofDays(3));
        nothing("BLOCKED exempt");
        world.cases.withdraw(world.cases.all().get(0).id());
        world.gate.exempted();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("An exempt hour of the day: off from its first moment to its last, every day")
    void exemptHour() throws NotAllowedException {
        world.hours = WorkingHours.of(List.of("Mon-Sun 00:00-24:00 UTC"), List.of(), List.of());
        world.start();
        world.recording();
        ask(Exemptions.Scope.TIME, "12:00-13:00");
        assertThat(world.state()).isEqualTo("RECORDING");
        world.order.clear();
        world.pass(Duration.ofHours(3));
        assertThat(world.state()).isEqualTo("BLOCKED exempt");
        assertThat(world.gate.state().until()).contains(Instant.parse("2026-03-02T13:00:00Z"));
        world.pass(Duration.ofMinutes(59));
        assertThat(world.order).containsExactly("off", "end KEEP exempt");
        world.pass(Duration.ofMinutes(1));
        assertThat(world.state()).isEqualTo("RECORDING");
        world.pass(Duration.ofHours(23));
        assertThat(world.state()).isEqualTo("BLOCKED exempt");
    }

    @Test
    @DisplayName("An exempt application: capture ends, the policy leaves it out, capture begins again")
    void exemptApplication() throws NotAllowedException {
        world.recording();
        world.order.clear();
        ask(Exemptions.Scope.APPLICATION, "/usr/bin/mousepad");

        assertThat(world.order).containsExactly("off", "end KEEP exempt", "begin", "on");
        assertThat(world.admission.leftOut).containsExactly("/usr/bin/mousepad");
        World.FakeAdmission next = new World.FakeAdmission("/usr/bin/mousepad");
        world.gate.admission(next);
        assertThat(next.leftOut).as("another policy is told too").containsExactly("/usr/bin/mousepad");
    }

    @Test
    @DisplayName("What the policy cannot leave out by itself keeps everything off")
    void cannotBeLeftOut() throws NotAllowedException {
        world.recording();
        ask(Exemptions.Scope.SITE, "https://example.org");
        assertThat(world.state()).isEqualTo("BLOCKED exempt");
        again();

        nothing("BLOCKED exempt");
        world.cases.withdraw(world.cases.all().get(0).id());
        world.gate.exempted();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("No confirmed indicator")
    void noIndicator() throws NotAllowedException {
        world.recording();
        world.indicator.shows = false;
        again();
        world.pass(Duration.ofMinutes(5));

        nothing("BLOCKED no-indicator");
    }

    @Test
    @DisplayName("An expired law pack")
    void lawExpired() throws NotAllowedException {
        world.recording();
        world.law("us-base", "2026-03-01", "key", "window", "frame", "recorded");
        again();

        nothing("BLOCKED law-expired");
    }

    @Test
    @DisplayName("Several packs apply, and one of them does not permit")
    void oneOfSeveralForbids() throws NotAllowedException {
        world.recording();
        world.law("us-ny", "2027-12-31", "window");
        world.jurisdiction = "us-base,us-ny";
        again();

        nothing("BLOCKED law-forbids");
        assertThat(world.gate.state().detail()).contains("us-ny").contains("key");
    }

    @Test
    @DisplayName("An exporter wants it for a purpose that the law pack does not permit")
    void purposeForbidden() throws NotAllowedException {
        world.recording();
        world.lawFor("us-base", "ai-training");
        world.install(
                "org.example.ads",
                new Declared(Declared.EXPORT, Map.of("destination", "a broker", "purpose", "advertising")));
        again();

        nothing("BLOCKED law-forbids");
        assertThat(world.gate.state().detail()).contains("us-base", "purpose: advertising", "allowed: ai-training");
    }

    @Test
    @DisplayName("A draft counts only where the settings say so, and says what it is")
    void draft() throws NotAllowedException {
        world.recording();
        assertThat(world.gate.state().detail()).contains("DRAFT law pack, signed by no counsel: us-base");
        assertThat(world.gate.notice().text()).contains("DRAFT: THE LEGAL PART");
        world.law = LawSettings.of(List.of(), false, Map.of());
        again();

        nothing("BLOCKED law-unsigned");
    }

    @Test
    @DisplayName("A law pack without the person's language")
    void language() throws NotAllowedException {
        world.recording();
        world.language = "de";
        again();

        nothing("BLOCKED law-language");
        assertThat(world.gate.state().detail()).contains("(de)").contains("en");
    }

    private void ask(Exemptions.Scope scope, String what) throws NotAllowedException {
        world.cases.ask(new Exemptions.Request(Exemptions.Reason.HEALTH, scope, what, Sensitive.empty()));
        world.gate.exempted();
        world.drain();
    }
}

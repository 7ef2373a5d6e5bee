package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.oriel.host.Admission.Fields;

/** Forms filled in at random: nothing that was typed into a protected field comes out, and of the rest nothing is lost. */
class FieldsPropertyTest {
    private static final Fields KNOWN = new Fields(true, Set.of());

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void anExactExtractorLosesNothing(@ForAll long seed, @ForAll @IntRange(min = 0, max = 5) int skew) {
        FormSimulation.Extractor exact = new FormSimulation.Extractor(true, 25, 60, skew, 0, false);
        FormSimulation any = new FormSimulation(seed, exact, Fields.ANY).run(20);
        assertThat(any.leaked()).isEmpty();
        assertThat(any.told()).isEqualTo(any.open.toString());
        assertThat(any.accountedFor()).isEqualTo(any.added);
        FormSimulation strict = new FormSimulation(seed, exact, KNOWN).run(20);
        assertThat(strict.leaked()).isEmpty();
        assertThat(strict.told()).isEqualTo(strict.open.toString());
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void oneThatOnlyLooksLeaksNothing(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 300) int app,
            @ForAll @IntRange(min = 1, max = 200) int lag) {
        FormSimulation simulation =
                new FormSimulation(seed, new FormSimulation.Extractor(false, app, lag, 0, 0, false), Fields.ANY);
        assertThat(simulation.run(20).leaked()).isEmpty();
        assertThat(simulation.accountedFor()).isEqualTo(simulation.added);
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void aStrictRuleHoldsWhateverIsMissing(
            @ForAll long seed,
            @ForAll boolean exact,
            @ForAll @IntRange(min = 0, max = 9) int missing,
            @ForAll @IntRange(min = 1, max = 1_500) int lag,
            @ForAll boolean vanishes) {
        FormSimulation simulation = new FormSimulation(
                seed, new FormSimulation.Extractor(exact, 100, lag, 5, missing / 10.0, vanishes), KNOWN);
        assertThat(simulation.run(20).leaked()).isEmpty();
        assertThat(simulation.accountedFor()).isEqualTo(simulation.added);
    }
}

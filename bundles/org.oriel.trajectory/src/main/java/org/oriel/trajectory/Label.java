package org.oriel.trajectory;

import java.util.Optional;
import org.oriel.api.event.Sensitive;

/** What a person says about an episode. */
record Label(Optional<Sensitive> task, String outcome) {
    static final Label NONE = new Label(Optional.empty(), "");

    /** The newer one wins, field by field. */
    Label with(Optional<Sensitive> newTask, String newOutcome) {
        return new Label(newTask.isPresent() ? newTask : task, newOutcome.isEmpty() ? outcome : newOutcome);
    }
}

package poolmon.model;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/// All answers at one instant, in the order in which the targets were given.
public record Look(Instant at, List<Observation> observations) {
    public Look {
        observations = List.copyOf(observations);
    }

    /// Hands every reading of one kind to `each`, with the observation it stands in.
    public <R extends Reading> void each(Class<R> kind, BiConsumer<Observation, R> each) {
        for (Observation observation : observations) {
            if (observation.answer() instanceof Answer.Given given
                    && kind.isInstance(given.reading())) {
                each.accept(observation, kind.cast(given.reading()));
            }
        }
    }
}

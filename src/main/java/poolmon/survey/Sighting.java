package poolmon.survey;

import poolmon.model.Observation;

import java.time.Instant;
import java.util.Optional;

/// What was last seen of a target that is looked at again and again.
///
/// @param last what came back at last
/// @param good what it told when it last told anything
/// @param goodAt when that was; absent where it never told anything
/// @param failures how often it has told nothing since
public record Sighting(
        Observation last, Optional<Observation> good, Optional<Instant> goodAt, int failures) {}

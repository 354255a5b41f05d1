package poolmon.source.redis;

import poolmon.model.Failure;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Target;

import java.util.List;

/// What came of a conversation.
sealed interface Outcome {

    /// The server told what it was asked.
    ///
    /// @param found who else belongs to it
    record Told(RedisReading reading, List<String> tried, List<Target> found) implements Outcome {}

    /// The server told nothing of use.
    record Refused(Failure failure) implements Outcome {}
}

package poolmon.model;

import java.time.Duration;
import java.util.List;

/// What came back from a target. Not to be told is an answer too, so that nothing between source
/// and output needs a catch block and nothing unread can pass for healthy.
public sealed interface Answer {

    /// How long the target took to answer, or to fail.
    Duration latency();

    /// What was tried and what came of it, a sentence each, for `-v`. Without secrets.
    List<String> tried();

    /// The target told something.
    ///
    /// @param found what else belongs to it and is to be asked, too
    record Given(Reading reading, Duration latency, List<String> tried, List<Target> found)
            implements Answer {
        public Given {
            tried = List.copyOf(tried);
            found = List.copyOf(found);
        }

        /// A target that stands for itself.
        public Given(Reading reading, Duration latency, List<String> tried) {
            this(reading, latency, tried, List.of());
        }
    }

    /// The target could not be asked or could not be understood.
    record Failed(Failure failure, Duration latency, List<String> tried) implements Answer {
        public Failed {
            tried = List.copyOf(tried);
        }
    }
}

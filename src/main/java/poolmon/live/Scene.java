package poolmon.live;

import poolmon.model.Report;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.util.Optional;

/// What there is to be shown.
///
/// @param pace how fast it goes on, in words
/// @param recorded whether it is a recording, which has keys of its own
record Scene(Frame frame, History history, String pace, boolean paused, boolean recorded) {

    Report report() {
        return frame.report();
    }

    /// The target's pools as they are, or were when it last told of them.
    TargetReport known(TargetReport target) {
        return frame.known(target);
    }

    /// How old what is shown of a target is, where it is not what it is now.
    Optional<Duration> age(TargetReport target) {
        return frame.age(target);
    }
}

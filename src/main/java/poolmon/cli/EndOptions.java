package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.model.SessionControl.Act;

import java.util.List;
import java.util.Optional;

/// Which sessions to end, and how sure the user is.
final class EndOptions {
    private final Option<List<Integer>> cancel;
    private final Option<List<Integer>> terminate;
    private final Option<Boolean> suspects;
    private final Option<Boolean> yes;
    private final Option<Boolean> dryRun;
    private final Option<Boolean> readonly;

    EndOptions(CommandSpec spec) {
        Options options = new Options(spec);
        cancel = options.numbers("PID", "Cancel the statements of these sessions.", "--cancel");
        terminate = options.numbers("PID", "End these sessions.", "--terminate");
        suspects =
                options.flag(
                        "End the sessions that are leak-suspect or aborted-transaction.",
                        "--terminate-suspects");
        yes = options.flag("End them without asking.", "-y", "--yes");
        dryRun = options.flag("Tell whom it would be, and end nobody.", "--dry-run");
        readonly = options.flag("Refuse to end anything.", "--readonly");
    }

    /// What to end.
    ///
    /// @param pids none: the suspects
    /// @param isSure the user need not be asked
    record Wish(Act act, List<Integer> pids, boolean isSure, boolean isDryRun) {
        boolean isForSuspects() {
            return pids.isEmpty();
        }
    }

    /// What the user wants to end, if anything.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Optional<Wish> wish() {
        int ways =
                (cancel.value().isEmpty() ? 0 : 1)
                        + (terminate.value().isEmpty() ? 0 : 1)
                        + (suspects.value() ? 1 : 0);
        if (ways == 0) {
            return Optional.empty();
        }
        if (ways > 1) {
            throw new IllegalArgumentException(
                    "Give one of --cancel, --terminate and --terminate-suspects.");
        }
        if (readonly.value()) {
            throw new IllegalArgumentException("With --readonly nothing is ended.");
        }
        Act act = cancel.value().isEmpty() ? Act.TERMINATE : Act.CANCEL;
        List<Integer> pids = act == Act.CANCEL ? cancel.value() : terminate.value();
        return Optional.of(
                new Wish(act, pids.stream().distinct().toList(), yes.value(), dryRun.value()));
    }
}

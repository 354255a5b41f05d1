package poolmon.model;

import java.util.Locale;

/// What came of ending a session.
///
/// @param target where
/// @param pid whom
/// @param message what happened, in words that fit behind the pid
public record Ending(
        Target target, int pid, SessionControl.Act act, Outcome outcome, ServerText message) {

    /// How it ended; the words are part of the JSON contract.
    public enum Outcome {
        DONE,
        /// Nothing was done since nobody wanted it to be: `--dry-run`.
        DRY_RUN,
        /// The session was no longer there, or no longer the one that was looked at.
        GONE,
        /// The server did not allow it, or poolmon does not.
        REFUSED,
        /// The server tried and did not succeed.
        FAILED;

        /// The word that stands in JSON, for example `dry-run`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

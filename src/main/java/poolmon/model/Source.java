package poolmon.model;

/// Asks one kind of target. A source only reads: it knows no threshold and prints nothing.
///
/// @param <T> the kind of target
@FunctionalInterface
public interface Source<T extends Target> {

    /// Looks at the target once. Never throws for what a target does, and never stays beyond the
    /// deadline: whatever fails is a [Answer.Failed].
    Answer read(T target, Deadline deadline);
}

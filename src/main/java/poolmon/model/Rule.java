package poolmon.model;

/// Judges one thing. A rule is pure: no I/O, and no clock but the look's own.
@FunctionalInterface
public interface Rule {

    /// Adds what the rule holds of the look to the judgement.
    void judge(Look look, Criteria criteria, Judgement judgement);
}

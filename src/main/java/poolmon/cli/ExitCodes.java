package poolmon.cli;

/// The exit codes beyond those of a status. The numbers are those of `sysexits.h`.
final class ExitCodes {
    /// The command line was wrong.
    static final int USAGE = 64;

    /// poolmon itself failed.
    static final int BUG = 70;

    private ExitCodes() {}
}

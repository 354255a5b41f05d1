package poolmon.cli;

/// A command whose options have been read.
@FunctionalInterface
interface Command {

    /// Does what the command is for and returns the exit code.
    ///
    /// @throws Exception when the options make no sense together (a usage error), the report cannot
    ///     be written, or poolmon is interrupted
    int run() throws Exception;
}

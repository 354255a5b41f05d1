package poolmon.cli;

import poolmon.model.Status;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/// What becomes of a report that cannot be written. That the reader has gone (`| head`) is nothing
/// to make a noise about, and what was seen decides the exit code as ever; a full disk is an error.
final class BrokenOutput {
    private BrokenOutput() {}

    static boolean isOfGoneReader(IOException e) {
        return reason(e).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /// @param seen the exit code that there would be if the report could be written
    static int exitCode(IOException e, int seen, PrintWriter err) {
        if (isOfGoneReader(e)) {
            return seen;
        }
        err.println("poolmon: The report could not be written: " + reason(e) + ".");
        err.flush();
        return Status.ERROR.exitCode();
    }
}

package poolmon.cli;

import poolmon.model.Status;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/// What becomes of a report that cannot be written. That the reader has gone (`| head`) is nothing
/// to make a noise about; a full disk is.
final class BrokenOutput {
    private BrokenOutput() {}

    static int exitCode(IOException e, PrintWriter err) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        if (reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return 0;
        }
        err.println("poolmon: The report could not be written: " + reason + ".");
        err.flush();
        return Status.ERROR.exitCode();
    }
}

package poolmon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// What nobody foresaw: one sentence, and the stack trace only for who asks for it.
final class Bugs {
    private static final int INTERRUPTED = 130;

    private Bugs() {}

    static int told(Exception e, String[] args, PrintWriter err) {
        return switch (e) {
            case IOException output -> BrokenOutput.exitCode(output, err);
            case InterruptedException _ -> INTERRUPTED;
            default -> {
                err.println(
                        "poolmon: This is a bug in poolmon ("
                                + e.getClass().getSimpleName()
                                + "). Run it again with -vv for the details and report them.");
                if (List.of(args).contains("-vv")) {
                    e.printStackTrace(err);
                }
                yield ExitCodes.BUG;
            }
        };
    }
}

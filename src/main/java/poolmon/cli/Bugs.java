package poolmon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// What nobody foresaw: one sentence, and the stack trace only for who asks for it.
final class Bugs {
    private static final int INTERRUPTED = 130;
    private static final long MEBIBYTE = 1 << 20;

    private Bugs() {}

    static int told(Throwable e, String[] args, PrintWriter err) {
        return switch (e) {
            case IOException output -> BrokenOutput.exitCode(output, 0, err);
            case InterruptedException _ -> INTERRUPTED;
            case OutOfMemoryError _ -> {
                err.println(
                        "poolmon: There was not enough memory ("
                                + Runtime.getRuntime().maxMemory() / MEBIBYTE
                                + " MiB). Give it more by POOLMON_JAVA_OPTS=-Xmx512m, or look at"
                                + " less at a time.");
                yield ExitCodes.BUG;
            }
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

package poolmon.cli;

import java.io.IOException;
import java.io.PrintWriter;

/// The way in. `main` only exits; [#run] is what there is to test.
public final class Main {
    private Main() {}

    /// Runs poolmon and exits with its code.
    public static void main(String[] args) {
        // not System.exit, which sets up java.util.logging to ask whether it should log the exit
        Runtime.getRuntime().halt(run(args, World.system()));
    }

    /// Runs one command line in the given world and returns the exit code.
    public static int run(String[] args, World world) {
        int code = 0;
        try {
            code = asksForVersion(args) ? Version.print(world.out()) : Poolmon.run(args, world);
            world.out().flush();
            world.err().flush();
            return code;
        } catch (IOException e) {
            return BrokenOutput.exitCode(e, code, new PrintWriter(world.err()));
        }
    }

    /// `poolmon --version` answers before any option parser is loaded.
    private static boolean asksForVersion(String[] args) {
        return args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"));
    }
}

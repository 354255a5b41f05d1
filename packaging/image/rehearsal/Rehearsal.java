package poolmon.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs several command lines in one process, so that one class cache knows the roads of all of
/// them: a table for people, JSON for pipelines, a server that is dead. It lies in the image, where
/// nothing calls it, because a cache is bound to the module that it was trained with.
public final class Rehearsal {
    private static final String NEXT = "--next";

    private Rehearsal() {}

    /// @param args the command lines, each as the code that it must end with, its arguments, and
    ///     `--next`
    public static void main(String[] args) {
        List<String> line = new ArrayList<>();
        for (String argument : args) {
            if (argument.equals(NEXT)) {
                run(line);
                line.clear();
            } else {
                line.add(argument);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void run(List<String> line) {
        int expected = Integer.parseInt(line.getFirst());
        List<String> arguments = line.subList(1, line.size());
        int code = Main.run(arguments.toArray(String[]::new), World.system());
        if (code != expected) {
            System.err.println(arguments + " ended with " + code + " instead of " + expected);
            Runtime.getRuntime().halt(1);
        }
    }
}

package poolmon.reference;

import java.util.Locale;
import java.util.function.Function;

/// The shells that poolmon completes command lines in.
///
/// A script knows commands, options and words by itself, since a Java runtime at each press of Tab
/// would be felt. Only the names of targets are asked for, where they are what can stand there.
public enum Shell {
    BASH("poolmon.bash", BashCompletion::of),
    ZSH("_poolmon", ZshCompletion::of),
    FISH("poolmon.fish", FishCompletion::of);

    private final String file;

    /// A reference to a method, which holds no state; the type cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Program, String> writer;

    Shell(String file, Function<Program, String> writer) {
        this.file = file;
        this.writer = writer;
    }

    /// The name by which the shell finds the file, or which is usual for it.
    public String file() {
        return file;
    }

    /// The script.
    public String completion(Program program) {
        return writer.apply(program);
    }

    /// The word that a user types.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package poolmon.pem;

import org.jspecify.annotations.Nullable;

import java.io.Serial;
import java.nio.file.Path;

/// A file of the user's that is of no use for TLS.
public final class BadPem extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final String nextStep;

    BadPem(Path file, String what, String nextStep, @Nullable Exception cause) {
        super("The file " + file + " " + what + ".", cause);
        this.nextStep = nextStep;
    }

    /// What is wrong, one sentence.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// What to try, one sentence.
    public String nextStep() {
        return nextStep;
    }
}

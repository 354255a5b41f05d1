package poolmon.source.postgres;

import poolmon.model.Failure;

import java.io.Serial;

/// Ends a conversation with a server that could be reached and is of no use to us.
public final class Refusal extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /// @param failure why it is of no use
    public Refusal(Failure failure) {
        super(failure.code().word());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}

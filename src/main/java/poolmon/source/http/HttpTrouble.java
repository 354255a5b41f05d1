package poolmon.source.http;

import poolmon.model.Failure;

import java.io.Serial;

/// Carries a failure from where it was recognised to [Http], which hands it out as data. Nobody
/// but those who use [TlsContexts] alone ever sees it.
public final class HttpTrouble extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final transient Failure failure;

    HttpTrouble(Failure failure) {
        super(failure.message().shown(), failure.cause().orElse(null));
        this.failure = failure;
    }

    /// What is wrong.
    public Failure failure() {
        return failure;
    }
}

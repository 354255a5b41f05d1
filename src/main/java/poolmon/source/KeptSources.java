package poolmon.source;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.source.postgres.GuardedSource;
import poolmon.source.postgres.KeptSource;

/// Asks targets again and again, and keeps open what is dear to open: connections to PostgreSQL
/// servers. Safe for use by several threads at once, one for each target.
public final class KeptSources implements Source<Target>, AutoCloseable {
    private final Sources sources;
    private final KeptSource servers = new KeptSource();

    /// @param sources asks all others
    public KeptSources(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Answer read(Target target, Deadline deadline) {
        return switch (target) {
            case Target.Postgres postgres -> servers.read(postgres, deadline);
            case Target.Guarded guarded -> new GuardedSource(servers).read(guarded, deadline);
            default -> sources.read(target, deadline);
        };
    }

    @Override
    public void close() {
        servers.close();
    }
}

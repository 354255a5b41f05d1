package poolmon.source;

import org.jspecify.annotations.Nullable;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.SessionControl;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.source.payload.PayloadReaders;
import poolmon.source.pgbouncer.BouncerSource;
import poolmon.source.postgres.GuardedCancel;
import poolmon.source.postgres.GuardedSource;
import poolmon.source.postgres.PostgresSource;
import poolmon.source.prometheus.FleetSource;
import poolmon.source.prometheus.HistorySource;
import poolmon.source.redis.RedisSource;
import poolmon.source.saved.RecordingSource;
import poolmon.source.saved.SavedSource;
import poolmon.source.service.ServiceSource;

import java.io.InputStream;
import java.util.List;

/// Asks any target by way of the source for its kind, one line a kind. A source is made only when
/// one of its targets is asked, so that `pools` never loads a database driver. The one for
/// services is kept: it shares what TLS needs among a fleet. Safe for use by several threads at
/// once.
public final class Sources implements Source<Target> {
    private final InputStream stdin;
    private @Nullable ServiceSource services;

    /// @param stdin where a target is read from that is a file without a name
    public Sources(InputStream stdin) {
        this.stdin = stdin;
    }

    /// The names of the formats in which services tell of their pools.
    public static List<String> formats() {
        return PayloadReaders.formats();
    }

    /// Ends sessions of PostgreSQL servers.
    public static SessionControl control() {
        return new GuardedCancel();
    }

    /// The one statement by which a PostgreSQL server is looked at.
    public static String statement() {
        return PostgresSource.statement();
    }

    @Override
    public Answer read(Target target, Deadline deadline) {
        return switch (target) {
            case Target.Service service -> services().read(service, deadline);
            case Target.Postgres postgres -> new PostgresSource().read(postgres, deadline);
            case Target.Watched watched ->
                    PostgresSource.ofWatched().read(watched.server(), deadline);
            case Target.Guarded guarded ->
                    new GuardedSource(new PostgresSource()).read(guarded, deadline);
            case Target.Bouncer bouncer -> new BouncerSource().read(bouncer, deadline);
            case Target.Fleet fleet -> new FleetSource().read(fleet, deadline);
            case Target.History history -> new HistorySource().read(history, deadline);
            case Target.Saved saved -> new SavedSource(stdin).read(saved, deadline);
            case Target.Recording recording -> new RecordingSource(stdin).read(recording, deadline);
            case Target.Redis redis -> new RedisSource().read(redis, deadline);
            case Target.Sentinel sentinel -> new RedisSource().read(sentinel, deadline);
            case Target.Recorded recorded ->
                    throw new IllegalArgumentException(recorded + " was recorded; nobody is there");
        };
    }

    private synchronized ServiceSource services() {
        ServiceSource source = services;
        if (source == null) {
            source = new ServiceSource();
            services = source;
        }
        return source;
    }
}

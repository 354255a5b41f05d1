package poolmon.source;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.source.postgres.PostgresSource;
import poolmon.source.redis.RedisSource;
import poolmon.source.service.ServiceSource;

/// Asks any target by way of the source for its kind, one line a kind. A source is made only when
/// one of its targets is asked, so that `pools` never loads a database driver.
public final class Sources implements Source<Target> {

    @Override
    public Answer read(Target target, Deadline deadline) {
        return switch (target) {
            case Target.Service service -> new ServiceSource().read(service, deadline);
            case Target.Postgres postgres -> new PostgresSource().read(postgres, deadline);
            case Target.Redis redis -> new RedisSource().read(redis, deadline);
        };
    }
}

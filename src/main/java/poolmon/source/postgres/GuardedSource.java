package poolmon.source.postgres;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Source;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;

/// Looks at a PostgreSQL server, and where it has no slot left for the role that asks, looks again
/// by way of another, which may use a reserved one: then it can be told who fills the others.
public final class GuardedSource implements Source<Target.Guarded> {
    private final Source<Target.Postgres> ordinary;

    /// @param ordinary asks the server in the ordinary way
    public GuardedSource(Source<Target.Postgres> ordinary) {
        this.ordinary = ordinary;
    }

    @Override
    public Answer read(Target.Guarded target, Deadline deadline) {
        Answer first = ordinary.read(target.ordinary(), deadline);
        if (!(first instanceof Answer.Failed failed)
                || failed.failure().code() != Failure.Code.SLOTS_EXHAUSTED) {
            return first;
        }
        Answer second = new PostgresSource().read(target.reserved(), deadline);
        List<String> tried = new ArrayList<>(failed.tried());
        tried.addAll(second.tried());
        var took = failed.latency().plus(second.latency());
        return second instanceof Answer.Given given
                        && given.reading() instanceof ServerReading reading
                ? new Answer.Given(reading.refused(failed.failure()), took, tried)
                : new Answer.Failed(failed.failure(), took, tried);
    }
}

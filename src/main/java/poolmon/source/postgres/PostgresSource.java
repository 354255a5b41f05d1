package poolmon.source.postgres;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Host;
import poolmon.model.Reading.ServerReading;
import poolmon.model.ServerText;
import poolmon.model.Source;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at a PostgreSQL server: one connection, one statement, one round trip after the login. The
/// session is read only, gives up by itself (`statement_timeout`, `lock_timeout`,
/// `idle_in_transaction_session_timeout`) and calls itself `poolmon`.
///
/// Of several hosts the first that can be reached is taken, by libpq's rules. Each conversation has
/// a thread of its own, which is left behind with its connection cut when its time is over,
/// whatever it waits for: a resolver, a handshake, or a server that drips.
public final class PostgresSource implements Source<Target.Postgres> {

    /// The one statement that is run.
    public static String statement() {
        return Queries.sessions();
    }

    @Override
    public Answer read(Target.Postgres target, Deadline deadline) {
        long start = System.nanoTime();
        List<String> tried = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        List<SessionKind> wishes =
                SessionKind.of(target.parameters().getOrDefault("target_session_attrs", "any"));
        int attempts = wishes.size() * target.hosts().size();
        for (SessionKind wish : wishes) {
            failures.clear();
            for (Host host : target.hosts()) {
                Outcome outcome = ask(target, host, wish, share(deadline, attempts--));
                tried.add(outcome.said());
                if (outcome.reading().isPresent()) {
                    return new Answer.Given(outcome.reading().get(), since(start), tried);
                }
                Failure failure = outcome.failure().orElseThrow();
                if (!letsGoOn(failure.code())) {
                    return new Answer.Failed(failure, since(start), tried);
                }
                failures.add(failure);
            }
        }
        return new Answer.Failed(together(failures), since(start), tried);
    }

    /// What came of asking one host: a reading or a failure, and a sentence about it.
    private record Outcome(
            Optional<ServerReading> reading, Optional<Failure> failure, String said) {}

    private static Deadline share(Deadline deadline, int attempts) {
        return attempts < 2 ? deadline : Deadline.in(deadline.left().dividedBy(attempts));
    }

    private static Outcome ask(
            Target.Postgres target, Host host, SessionKind wish, Deadline deadline) {
        PostgresFailures failures = new PostgresFailures(target, host);
        ConnectionProperties properties = new ConnectionProperties(target, deadline);
        try (Wire wire = new Wire(host, deadline, properties.connectTimeout())) {
            FutureTask<ServerReading> talk =
                    new FutureTask<>(new Conversation(host, properties.with(wire), wish, failures));
            Thread.ofPlatform().daemon().name("poolmon-postgres").start(talk);
            return await(talk, failures, wire, deadline);
        }
    }

    private static Outcome await(
            FutureTask<ServerReading> talk,
            PostgresFailures failures,
            Wire wire,
            Deadline deadline) {
        try {
            ServerReading reading = talk.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            return new Outcome(Optional.of(reading), Optional.empty(), failures.asked(reading));
        } catch (TimeoutException e) {
            return failed(failures.timeout(wire.isConnected()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return failed(failures.of(cause, wire.isConnected(), deadline.isOver()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(failures.timeout(wire.isConnected()));
        }
    }

    private static Outcome failed(Failure failure) {
        return new Outcome(Optional.empty(), Optional.of(failure), failure.message().shown());
    }

    /// Whether another host may do better, as in libpq: not after a server has answered and turned
    /// us away, for that is what the user has to know.
    private static boolean letsGoOn(Code code) {
        return switch (code) {
            case UNKNOWN_HOST,
                    CONNECTION_REFUSED,
                    UNREACHABLE,
                    TIMEOUT,
                    CONNECTION_LOST,
                    NOT_READY ->
                    true;
            default -> false;
        };
    }

    /// One failure for all hosts, with the code and the advice of the first.
    private static Failure together(List<Failure> failures) {
        Failure first = failures.getFirst();
        StringBuilder all = new StringBuilder();
        for (Failure failure : failures) {
            all.append(all.isEmpty() ? "" : " ").append(failure.message().raw());
        }
        return new Failure(
                first.code(), new ServerText(all.toString()), first.nextStep(), first.cause());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

package poolmon.source.postgres;

import org.postgresql.jdbc.PgConnection;

import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Host;
import poolmon.model.ServerText;
import poolmon.model.Spans;
import poolmon.model.Target;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Talks to the server of a target: one connection to the first host that can be reached. The
/// session is read only, gives up by itself (`statement_timeout`, `lock_timeout`,
/// `idle_in_transaction_session_timeout`) and calls itself `poolmon`.
///
/// Of several hosts the one to take is found by libpq's rules. Each conversation has
/// a thread of its own, which is left behind with its connection cut when its time is over,
/// whatever it waits for: a resolver, a handshake, or a server that drips.
public final class Hosts {
    private Hosts() {}

    /// What is said to a server once it has let us in.
    interface Talk<T> {
        T with(PgConnection connection) throws SQLException;
    }

    /// A conversation with one host, from the login on.
    public interface Dialogue<T> {
        /// Talks, and tells what was said.
        ///
        /// @param properties for the driver; its socket factory connects to the host
        /// @param wish the kind of server that the target asks for
        T with(Host host, Properties properties, SessionKind wish, PostgresFailures failures)
                throws SQLException, IOException, Refusal;

        /// Whether the connection is wanted still when this was said.
        default boolean keepsOpen(T said) {
            return false;
        }
    }

    /// What came of it: what was said, or why nothing was, and what was tried.
    public record Reached<T>(Optional<T> said, Optional<Failure> failure, List<String> tried) {}

    /// Talks to the first PostgreSQL server that will do.
    static <T> Reached<T> ask(Target.Postgres target, Deadline deadline, Talk<T> talk) {
        return converse(
                target,
                deadline,
                (host, properties, wish, failures) -> {
                    Login login = new Login(host, properties, wish, failures);
                    try (PgConnection connection = login.open()) {
                        return talk.with(connection);
                    }
                });
    }

    /// Talks to the first host that will do.
    public static <T> Reached<T> converse(
            Target.Postgres target, Deadline deadline, Dialogue<T> talk) {
        List<String> tried = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        List<SessionKind> wishes =
                SessionKind.of(target.parameters().getOrDefault("target_session_attrs", "any"));
        int attempts = wishes.size() * target.hosts().size();
        for (SessionKind wish : wishes) {
            failures.clear();
            for (Host host : target.hosts()) {
                Outcome<T> outcome = ask(target, host, wish, share(deadline, attempts--), talk);
                tried.add(outcome.said());
                if (outcome.told().isPresent()) {
                    return new Reached<>(outcome.told(), Optional.empty(), tried);
                }
                Failure failure = outcome.failure().orElseThrow();
                if (!letsGoOn(failure.code())) {
                    return new Reached<>(Optional.empty(), Optional.of(failure), tried);
                }
                failures.add(failure);
            }
        }
        return new Reached<>(Optional.empty(), Optional.of(together(failures)), tried);
    }

    /// What came of asking one host: what it told or a failure, and a sentence about it.
    private record Outcome<T>(Optional<T> told, Optional<Failure> failure, String said) {}

    private static Deadline share(Deadline deadline, int attempts) {
        return attempts < 2 ? deadline : Deadline.in(Spans.part(deadline.left(), attempts));
    }

    private static <T> Outcome<T> ask(
            Target.Postgres target,
            Host host,
            SessionKind wish,
            Deadline deadline,
            Dialogue<T> talk) {
        PostgresFailures failures = new PostgresFailures(target, host);
        ConnectionProperties properties = new ConnectionProperties(target, deadline);
        Wire wire = new Wire(host, deadline, properties.connectTimeout());
        FutureTask<T> talking =
                new FutureTask<>(() -> talk.with(host, properties.with(wire), wish, failures));
        Thread thread = Thread.ofPlatform().daemon().name("poolmon-postgres").start(talking);
        Outcome<T> outcome = await(talking, failures, wire, deadline);
        if (!talking.isDone()) {
            new DriverFiles(target).pipes().forEach(pipe -> pipe.callBack(thread));
        }
        if (outcome.told().filter(talk::keepsOpen).isEmpty()) {
            wire.close();
        }
        return outcome;
    }

    private static <T> Outcome<T> await(
            FutureTask<T> talk, PostgresFailures failures, Wire wire, Deadline deadline) {
        try {
            T told = talk.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            return new Outcome<>(Optional.of(told), Optional.empty(), failures.asked(told));
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

    private static <T> Outcome<T> failed(Failure failure) {
        return new Outcome<>(Optional.empty(), Optional.of(failure), failure.message().shown());
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
                first.code(),
                new ServerText(all.toString()),
                first.nextStep(),
                first.cause(),
                first.limit());
    }
}

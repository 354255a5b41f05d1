package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Pool.BouncerPool;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Reading.PoolerLink;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.Session;
import poolmon.model.Session.State;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Clients of PgBouncer wait although connections to the server do nothing: they lie in other pools
/// of the same database, or belong to clients that keep them without working, as clients do in
/// session mode.
final class PoolerWaitsIdle implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        Set<Integer> idle = new HashSet<>();
        look.each(
                ServerReading.class,
                (_, reading) -> {
                    for (Session session : reading.sessions()) {
                        if (session.state().filter(state -> state == State.IDLE).isPresent()) {
                            idle.add(session.pid());
                        }
                    }
                });
        look.each(
                BouncerReading.class,
                (observation, reading) -> {
                    for (BouncerPool pool : reading.pools()) {
                        List<String> evidence = evidence(pool, reading, idle);
                        if (pool.waiting() > 0 && !evidence.isEmpty()) {
                            judgement.on(observation).status(Status.DEGRADED);
                            judgement.on(observation).finding(finding(observation, pool, evidence));
                        }
                    }
                });
    }

    /// Which connections go to which pool PgBouncer does not tell of those that are linked: with
    /// several pools at work they may be another's.
    private static List<String> evidence(
            BouncerPool pool, BouncerReading reading, Set<Integer> idle) {
        List<String> evidence = new ArrayList<>();
        long elsewhere = 0;
        int atWork = 0;
        for (BouncerPool other : reading.pools()) {
            atWork += other.active() > 0 ? 1 : 0;
            if (!other.name().equals(pool.name()) && other.database().equals(pool.database())) {
                elsewhere += other.idle();
            }
        }
        List<PoolerLink> linked = new ArrayList<>(reading.links());
        linked.removeIf(link -> !idle.contains(link.pid()));
        if (atWork == 1 && pool.active() > 0 && !linked.isEmpty()) {
            String mode = pool.mode().map(m -> " (pool_mode " + m.shown() + ")").orElse("");
            evidence.add(
                    Figures.count(linked.size(), "connection")
                            + " of this pool "
                            + (linked.size() == 1 ? "is" : "are")
                            + " idle on the server and not given back by "
                            + (linked.size() == 1 ? "its client" : "their clients")
                            + mode
                            + ": "
                            + linked.getFirst().application().shown()
                            + " from "
                            + linked.getFirst().client().shown()
                            + (linked.size() > 1 ? ", …" : ""));
        }
        if (elsewhere > 0) {
            evidence.add(
                    Figures.count(elsewhere, "connection")
                            + " to the same database lie idle in pools of other users");
        }
        return evidence;
    }

    private static Finding finding(
            Observation observation, BouncerPool pool, List<String> evidence) {
        return Finding.of(
                FindingCode.POOLER_WAITING_WHILE_SERVERS_IDLE,
                Severity.DEGRADED,
                observation.target(),
                Figures.count(pool.waiting(), "client")
                        + (pool.waiting() == 1 ? " waits" : " wait")
                        + " for pool \""
                        + pool.name().shown()
                        + "\" while connections to the server do nothing",
                evidence);
    }
}

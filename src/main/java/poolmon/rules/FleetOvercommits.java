package poolmon.rules;

import poolmon.capacity.FleetBudget;
import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Reading.FleetReading;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.List;

/// Whether the server has slots for all that the pools may open: Σ (pool size + max overflow) over
/// every process that told of its pool, against `max_connections` less what is reserved. It fits
/// until the day when all pools fill up at once, as they do when the server is slow.
///
/// Held against each other only where there is one server and no pooler before it, else nobody can
/// say whose connections go where. A Prometheus and the services that it scrapes know the same
/// pools, so that the larger of both sums counts. As a plan it would not fit; as a state of things
/// nobody lacks anything yet, hence degraded.
final class FleetOvercommits implements Rule {
    private static final int NAMED = 5;

    /// The most that one pool opens.
    private record Share(String pool, long most) {}

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        List<Observation> servers = new ArrayList<>();
        look.each(ServerReading.class, (server, _) -> servers.add(server));
        List<Observation> poolers = new ArrayList<>();
        look.each(BouncerReading.class, (pooler, _) -> poolers.add(pooler));
        if (servers.size() != 1 || !poolers.isEmpty()) {
            return;
        }
        List<Share> told = shares(look, ServiceReading.class, judgement);
        List<Share> scraped = shares(look, FleetReading.class, judgement);
        List<Share> shares = sum(told) >= sum(scraped) ? told : scraped;
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    long usable = reading.slots().usable();
                    if (FleetBudget.judge(sum(shares), usable, criteria.thresholds())
                            == Status.CRITICAL) {
                        judgement.on(observation).status(Status.DEGRADED);
                        judgement.on(observation).finding(finding(observation, shares, usable));
                    }
                });
    }

    private static <R extends Reading> List<Share> shares(
            Look look, Class<R> kind, Judgement judgement) {
        List<Share> shares = new ArrayList<>();
        look.each(
                kind,
                (observation, _) -> {
                    for (JudgedPool judged : judgement.on(observation).pools()) {
                        if (judged.pool() instanceof DatabasePool pool
                                && judged.utilization().isPresent()) {
                            shares.add(
                                    new Share(
                                            PoolStatus.named(pool)
                                                    + (kind == ServiceReading.class
                                                            ? " of " + observation.target().shown()
                                                            : ""),
                                            judged.utilization().get().capacity()));
                        }
                    }
                });
        shares.sort((a, b) -> Long.compare(b.most(), a.most()));
        return shares;
    }

    private static long sum(List<Share> shares) {
        return shares.stream().mapToLong(Share::most).sum();
    }

    private static Finding finding(Observation server, List<Share> shares, long usable) {
        List<String> evidence = new ArrayList<>();
        for (Share share : shares.subList(0, Math.min(NAMED, shares.size()))) {
            evidence.add(share.pool() + ": up to " + Figures.count(share.most(), "connection"));
        }
        if (shares.size() > NAMED) {
            evidence.add("and " + Figures.count(shares.size() - NAMED, "pool") + " more");
        }
        evidence.add("counted are the processes that answered; each further one adds its own pool");
        return Finding.of(
                        FindingCode.FLEET_OVERCOMMITS,
                        Severity.DEGRADED,
                        server.target(),
                        Figures.count(shares.size(), "pool")
                                + " may open "
                                + Figures.count(sum(shares), "connection")
                                + " together, and the server has "
                                + Figures.count(usable, "slot")
                                + " for ordinary roles",
                        evidence)
                .withRemedy(
                        List.of(
                                "Now: do not start more processes; see who has the slots: poolmon"
                                        + " db --dsn DSN",
                                "Soon: smaller pools or fewer workers: poolmon size --dsn DSN tells"
                                        + " what the load needs and what fits.",
                                "For good: put PgBouncer with pool_mode = transaction between, or"
                                        + " raise max_connections if the server's memory"
                                        + " allows."));
    }
}

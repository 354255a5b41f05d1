package poolmon.capacity;

import poolmon.capacity.ObservedLoad.Seen;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Severity;
import poolmon.model.Sizing;
import poolmon.model.Sizing.Advice;
import poolmon.model.Sizing.Given;
import poolmon.model.Sizing.Load;
import poolmon.model.Sizing.Serving;
import poolmon.model.Status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes a sizing of what the user told and the server showed.
///
/// @param server the last look at the server, where there was one
/// @param seen its load, where it was observed
/// @param subject what findings are about: the server, or the plan itself
public record Sizer(
        SizePlan plan, Optional<ServerReading> server, Optional<Seen> seen, String subject) {
    /// Fewer transactions tell no load.
    private static final long FEWEST = 100;

    /// The sizing.
    public Sizing size() {
        Optional<Load> load = load();
        OptionalLong told = plan.fleet().poolSize();
        if (load.isEmpty() && told.isEmpty()) {
            return nothing();
        }
        PoolSize sizes =
                new PoolSize(
                        plan.target(),
                        plan.buffer(),
                        plan.thresholds().warning(),
                        plan.fleet().overflow());
        long bouncers = plan.pooler().map(SizePlan.Pooler::pools).orElse(1L);
        Optional<Advice> advice = load.map(known -> sizes.advice(known, bouncers));
        Optional<Given> given = given(load);
        long pool =
                given.map(g -> g.poolSize() + g.maxOverflow())
                        .orElseGet(() -> advice.orElseThrow().serving().size());
        FleetFit fit =
                new FleetFit(
                        plan,
                        server,
                        pool,
                        bouncer(advice),
                        plan.traffic().isEmpty() && told.isEmpty());
        SizingWords words = new SizingWords(plan, load, seen);
        List<Finding> findings = new ArrayList<>(fit.findings(subject));
        tooSmall(load, given, advice).ifPresent(findings::add);
        littleLoad(load).ifPresent(findings::add);
        hidden(load).ifPresent(findings::add);
        return new Sizing(
                status(findings),
                words.answer(advice, given, fit),
                load,
                advice,
                given,
                load.map(sizes::guides).orElse(List.of()),
                fit.demands(),
                fit.rooms(),
                seen.map(Seen::observed).orElse(List.of()),
                words.basis(given, fit),
                findings);
    }

    private Optional<Load> load() {
        Optional<SizePlan.Traffic> traffic =
                plan.traffic().isPresent() ? plan.traffic() : seen.flatMap(Seen::traffic);
        Optional<Duration> watched =
                plan.traffic().isPresent() ? Optional.empty() : seen.map(Seen::time);
        long pools = plan.fleet().replicas() * plan.fleet().workers();
        return traffic.map(t -> new Load(t.perSecond(), t.hold(), pools, watched));
    }

    private Optional<Given> given(Optional<Load> load) {
        if (plan.fleet().poolSize().isEmpty()) {
            return Optional.empty();
        }
        long size = plan.fleet().poolSize().getAsLong();
        long overflow = plan.fleet().overflow().orElse(0);
        return Optional.of(
                new Given(
                        size,
                        overflow,
                        load.map(
                                known ->
                                        PoolSize.serving(
                                                size + overflow, known.busyEach(), known.hold()))));
    }

    private OptionalLong bouncer(Optional<Advice> advice) {
        if (plan.pooler().isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong size = plan.pooler().get().size();
        return size.isPresent() || advice.isEmpty()
                ? size
                : OptionalLong.of(advice.get().bouncer());
    }

    private static Status status(List<Finding> findings) {
        List<Status> statuses = new ArrayList<>(List.of(Status.HEALTHY));
        findings.forEach(finding -> statuses.add(finding.severity().status()));
        return Status.worst(statuses);
    }

    private Sizing nothing() {
        String answer =
                "there was no load to size a pool for: look while there is, or give --rate and"
                        + " --hold";
        Finding finding =
                new Finding(
                        FindingCode.LITTLE_LOAD,
                        Severity.ERROR,
                        subject,
                        answer,
                        List.of(),
                        List.of());
        return new Sizing(
                Status.ERROR,
                answer,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                seen.map(Seen::observed).orElse(List.of()),
                List.of(),
                List.of(finding));
    }

    private Optional<Finding> tooSmall(
            Optional<Load> load, Optional<Given> given, Optional<Advice> advice) {
        Optional<Serving> serving = given.flatMap(Given::serving);
        if (serving.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> wait = serving.get().wait99();
        if (wait.isPresent() && wait.get().compareTo(plan.target()) <= 0) {
            return Optional.empty();
        }
        String busy = Figures.figure(load.orElseThrow().busyEach());
        return Optional.of(
                new Finding(
                        FindingCode.POOL_TOO_SMALL,
                        wait.isPresent() ? Severity.DEGRADED : Severity.CRITICAL,
                        subject,
                        wait.isPresent()
                                ? "a pool of "
                                        + serving.get().size()
                                        + " is too small: 1 of 100 requests waits longer than "
                                        + Figures.shortTime(wait.get())
                                : "a pool of "
                                        + serving.get().size()
                                        + " never catches up: the load needs "
                                        + busy
                                        + " connections on average",
                        List.of(
                                busy + " connections in use on average in each pool",
                                "wanted: at most " + Figures.shortTime(plan.target()),
                                "enough: " + advice.orElseThrow().serving().size()),
                        List.of()));
    }

    private Optional<Finding> littleLoad(Optional<Load> load) {
        return load.flatMap(Load::watched).isPresent()
                        && seen.filter(s -> s.transactions() < FEWEST).isPresent()
                ? Optional.of(
                        new Finding(
                                FindingCode.LITTLE_LOAD,
                                Severity.INFO,
                                subject,
                                "only "
                                        + Figures.count(
                                                seen.orElseThrow().transactions(), "transaction")
                                        + " ended while poolmon looked: too few to"
                                        + " rely on",
                                List.of(),
                                List.of()))
                : Optional.empty();
    }

    /// Where the load rests on samples, those that cannot be seen are missing.
    private Optional<Finding> hidden(Optional<Load> load) {
        long hidden = server.map(s -> s.visibility().hidden()).orElse(0L);
        boolean sampled =
                load.flatMap(Load::watched).isPresent()
                        && seen.filter(s -> !s.isCounted()).isPresent();
        return sampled && hidden > 0
                ? Optional.of(
                        new Finding(
                                FindingCode.SESSIONS_HIDDEN,
                                Severity.ERROR,
                                subject,
                                "the server hides the state of "
                                        + Figures.count(hidden, "session")
                                        + " of other users from this role, so that the load is"
                                        + " larger than it looks",
                                List.of(),
                                List.of()))
                : Optional.empty();
    }
}

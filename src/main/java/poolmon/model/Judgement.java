package poolmon.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// Gathers what the rules hold of a look while it is judged, and then makes the reports of it.
public final class Judgement {
    private final Look look;
    private final IdentityHashMap<Observation, OfTarget> targets = new IdentityHashMap<>();

    /// An empty judgement of the given look.
    public Judgement(Look look) {
        this.look = look;
        for (Observation observation : look.observations()) {
            targets.put(observation, new OfTarget());
        }
    }

    /// What is held of one target. The observation is one of the look's own.
    public OfTarget on(Observation observation) {
        OfTarget found = targets.get(observation);
        if (found == null) {
            throw new IllegalArgumentException("not an observation of this look: " + observation);
        }
        return found;
    }

    /// The targets' reports, in the order of the look.
    public List<TargetReport> targets() {
        return look.observations().stream().map(o -> on(o).report(o)).toList();
    }

    /// What is held of one target.
    public static final class OfTarget {
        private final List<Status> statuses = new ArrayList<>();
        private final List<JudgedPool> pools = new ArrayList<>();
        private final List<JudgedCheck> checks = new ArrayList<>();
        private final List<JudgedSession> sessions = new ArrayList<>();
        private final List<SessionGroup> groups = new ArrayList<>();
        private final List<ClientGroup> clients = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<PoolTrend> trends = new ArrayList<>();
        private Optional<Breakdown> breakdown = Optional.empty();

        private OfTarget() {}

        /// The target stands at least as badly as this, whatever its pools and sessions say.
        public void status(Status status) {
            statuses.add(status);
        }

        /// Adds a pool; its status counts.
        public void pool(JudgedPool pool) {
            pools.add(pool);
            statuses.add(pool.status());
        }

        /// The pools judged so far, for rules that weigh something else by them.
        public List<JudgedPool> pools() {
            return List.copyOf(pools);
        }

        /// Adds a check; its status counts.
        public void check(JudgedCheck check) {
            checks.add(check);
            statuses.add(check.status());
        }

        /// The checks judged so far.
        public List<JudgedCheck> checks() {
            return List.copyOf(checks);
        }

        /// Adds a session; its severity counts.
        public void session(JudgedSession session) {
            sessions.add(session);
            statuses.add(session.severity().status());
        }

        /// The sessions judged so far.
        public List<JudgedSession> sessions() {
            return List.copyOf(sessions);
        }

        /// Leaves these of the judged sessions in the list; what they count for stays.
        public void listed(List<JudgedSession> shown) {
            List<JudgedSession> kept = List.copyOf(shown);
            sessions.clear();
            sessions.addAll(kept);
        }

        /// Adds sessions that come from the same code; they count as sessions already.
        public void group(SessionGroup group) {
            groups.add(group);
        }

        /// Adds clients that are alike; they do not count.
        public void clients(ClientGroup group) {
            clients.add(group);
        }

        /// Adds a trend; its status counts.
        public void trend(PoolTrend trend) {
            trends.add(trend);
            statuses.add(trend.status());
        }

        /// Sets who uses the slots.
        public void breakdown(Breakdown who) {
            breakdown = Optional.of(who);
        }

        /// Adds a finding. It explains what counts elsewhere and does not count by itself.
        public void finding(Finding finding) {
            findings.add(finding);
        }

        private TargetReport report(Observation observation) {
            return new TargetReport(
                    observation.target(),
                    observation.answer(),
                    Status.worst(statuses),
                    pools,
                    checks,
                    sessions,
                    groups,
                    clients,
                    breakdown,
                    findings,
                    trends);
        }
    }
}

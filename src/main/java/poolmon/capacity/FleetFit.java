package poolmon.capacity;

import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Pool.ConnectionLimit;
import poolmon.model.Reading.ServerReading;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Sizing.Demand;
import poolmon.model.Sizing.Room;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Whether a fleet with pools of a given size fits into what limits it. Pure arithmetic; where a
/// server was looked at, what the user left out is taken from there.
///
/// @param pool the most connections of one process
/// @param bouncer connections of each pool of a PgBouncer between, where there is one
/// @param isAll whether all sessions of the server are the fleet's, where the plan does not say
///     which
record FleetFit(
        SizePlan plan,
        Optional<ServerReading> server,
        long pool,
        OptionalLong bouncer,
        boolean isAll) {

    private FleetBudget budget() {
        return plan.fleet().budget(pool);
    }

    /// Who may open how many connections.
    List<Demand> demands() {
        List<Demand> demands = new ArrayList<>();
        FleetBudget budget = budget();
        String pools = many(budget.workers(), "worker") + " × " + pool;
        if (bouncer.isPresent()) {
            long count = plan.pooler().orElseThrow().pools();
            demands.add(
                    new Demand(
                            "PgBouncer: " + many(count, "pool") + " × " + bouncer.getAsLong(),
                            count * bouncer.getAsLong()));
        } else {
            demands.add(
                    new Demand(
                            "fleet: " + many(budget.replicas(), "replica") + " × " + pools,
                            budget.steady()));
            if (budget.surge() > 0) {
                demands.add(
                        new Demand(
                                "rolling deploy: "
                                        + many(budget.surge(), "replica")
                                        + " more × "
                                        + pools,
                                budget.surging()));
            }
        }
        if (others() > 0) {
            demands.add(new Demand("other applications", others()));
        }
        return demands;
    }

    private static String many(long count, String noun) {
        return Figures.count(count, noun);
    }

    private long fleet() {
        return bouncer.isPresent()
                ? plan.pooler().orElseThrow().pools() * bouncer.getAsLong()
                : budget().most();
    }

    private long others() {
        return plan.others().orElse(sessions().stream().filter(s -> !isFleets(s)).count());
    }

    private List<Session> sessions() {
        return server.map(ServerReading::sessions).orElse(List.of());
    }

    private boolean isFleets(Session session) {
        return plan.selection().namesOwner() ? plan.selection().isOwner(session) : isAll;
    }

    /// What all has to fit into: what the user told, else what the server says.
    List<Room> rooms() {
        List<Room> rooms = new ArrayList<>();
        OptionalLong slots =
                plan.limits().slots().isPresent() || server.isEmpty()
                        ? plan.limits().slots()
                        : OptionalLong.of(server.get().slots().usable());
        slots.ifPresent(
                limit ->
                        rooms.add(
                                room(
                                        Room.Scope.SLOTS,
                                        Optional.empty(),
                                        fleet() + others(),
                                        limit)));
        own(Room.Scope.ROLE, plan.limits().role(), rooms);
        own(Room.Scope.DATABASE, plan.limits().database(), rooms);
        plan.pooler()
                .ifPresent(
                        pooler ->
                                pooler.maxClients()
                                        .ifPresent(
                                                limit ->
                                                        rooms.add(
                                                                room(
                                                                        Room.Scope.POOLER_CLIENTS,
                                                                        Optional.empty(),
                                                                        budget().most(),
                                                                        limit))));
        return rooms;
    }

    private Room room(Room.Scope scope, Optional<ServerText> name, long demand, long limit) {
        return new Room(
                scope, name, demand, limit, FleetBudget.judge(demand, limit, plan.thresholds()));
    }

    private void own(Room.Scope scope, OptionalLong told, List<Room> rooms) {
        if (told.isPresent()) {
            rooms.add(room(scope, Optional.empty(), fleet(), told.getAsLong()));
            return;
        }
        for (ConnectionLimit limit : server.map(ServerReading::limits).orElse(List.of())) {
            if (scope.name().equals(limit.scope().name()) && concerns(limit)) {
                long beside =
                        sessions().stream().filter(s -> counts(limit, s) && !isFleets(s)).count();
                rooms.add(room(scope, Optional.of(limit.name()), fleet() + beside, limit.limit()));
            }
        }
    }

    /// The fleet's demand counts against a limit only where all of the fleet does.
    private boolean concerns(ConnectionLimit limit) {
        boolean named =
                switch (limit.scope()) {
                    case ROLE -> plan.selection().isUser(limit.name());
                    case DATABASE ->
                            plan.selection().namesOwner()
                                    && !plan.selection().databases().isEmpty()
                                    && plan.selection().isDatabase(limit.name());
                };
        List<Session> fleets = sessions().stream().filter(this::isFleets).toList();
        return named
                || (!fleets.isEmpty() && fleets.stream().allMatch(each -> counts(limit, each)));
    }

    private static boolean counts(ConnectionLimit limit, Session session) {
        Optional<ServerText> name =
                switch (limit.scope()) {
                    case DATABASE -> session.database();
                    case ROLE -> session.user();
                };
        return name.filter(limit.name()::equals).isPresent();
    }

    /// What is wrong, for each limit.
    ///
    /// @param subject the server, or the plan itself
    List<Finding> findings(String subject) {
        List<Finding> findings = new ArrayList<>();
        for (Room room : rooms()) {
            if (room.status() != Status.HEALTHY) {
                findings.add(
                        new Finding(
                                room.status() == Status.CRITICAL
                                        ? FindingCode.FLEET_OVERCOMMITS
                                        : FindingCode.FLEET_NEAR_LIMIT,
                                Severity.of(room.status()),
                                subject,
                                summary(room),
                                evidence(room),
                                List.of()));
            }
        }
        return findings;
    }

    private String summary(Room room) {
        return (room.status() == Status.CRITICAL
                        ? "the fleet does not fit: "
                        : "the fleet fits narrowly: ")
                + fits(room);
    }

    /// How much of a limit is asked for, in words.
    static String fits(Room room) {
        return room.demand() > room.limit()
                ? "up to "
                        + Figures.count(room.demand(), "connection")
                        + " for "
                        + where(room)
                        + ", "
                        + (room.demand() - room.limit())
                        + " too few"
                : "up to "
                        + room.demand()
                        + " of "
                        + where(room)
                        + ", "
                        + Figures.percent(room.percent(), room.status())
                        + " %";
    }

    private static String where(Room room) {
        String name = room.name().map(known -> " \"" + known.shown() + "\"").orElse("");
        long limit = room.limit();
        return switch (room.scope()) {
            case SLOTS -> Figures.count(limit, "slot") + " for ordinary roles";
            case ROLE -> Figures.count(limit, "connection") + " allowed to the role" + name;
            case DATABASE -> Figures.count(limit, "connection") + " allowed to the database" + name;
            case POOLER_CLIENTS -> Figures.count(limit, "client") + " that PgBouncer lets in";
        };
    }

    private List<String> evidence(Room room) {
        List<String> evidence = new ArrayList<>();
        FleetBudget budget = budget();
        if (room.scope() == Room.Scope.POOLER_CLIENTS) {
            evidence.add(
                    "all processes together: "
                            + Figures.count(budget.most(), "connection")
                            + " to PgBouncer");
        } else {
            demands().forEach(each -> evidence.add(each.who() + " = " + each.connections()));
        }
        long others =
                room.demand()
                        - (room.scope() == Room.Scope.POOLER_CLIENTS ? budget.most() : fleet());
        if (bouncer.isEmpty() || room.scope() == Room.Scope.POOLER_CLIENTS) {
            long largest = budget.largestPool(room.limit() - others);
            evidence.add(
                    largest > 0
                            ? "pools of " + largest + " (size and overflow together) fit"
                            : "no pool of any size fits for so many processes");
        }
        return evidence;
    }

    /// What the fit rests on.
    List<String> basis() {
        List<String> basis = new ArrayList<>();
        if (rooms().isEmpty()) {
            basis.add(
                    "Whether the fleet fits into a server was not looked at: give --slots N or"
                            + " --dsn DSN.");
            return basis;
        }
        if (plan.limits().slots().isEmpty() && server.isPresent()) {
            var slots = server.get().slots();
            basis.add(
                    "The server has "
                            + Figures.count(slots.usable(), "slot")
                            + " for ordinary roles: max_connections "
                            + slots.maxConnections()
                            + " less "
                            + (slots.superuserReserved() + slots.reserved())
                            + " reserved.");
        }
        if (plan.others().isEmpty()) {
            basis.add(othersBasis());
        }
        return basis;
    }

    private String othersBasis() {
        if (server.isEmpty()) {
            return "Other applications are not reckoned with: --other-connections N.";
        }
        if (plan.selection().namesOwner()) {
            return "Sessions of others are those that the server has now: " + others() + ".";
        }
        return isAll
                ? "All sessions of the server are taken for the fleet's; tell which are with --app,"
                        + " --user or --database."
                : "All "
                        + others()
                        + " sessions that the server has now are taken for those of others; tell"
                        + " which are the fleet's with --app, --user or --database.";
    }
}

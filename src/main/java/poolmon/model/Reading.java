package poolmon.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a target said, raw and unjudged.
public sealed interface Reading {

    /// What a service's health endpoint said.
    ///
    /// @param format the name of the format that was recognised, for example `health-pools`
    /// @param timestamp the service's own time of the answer
    /// @param reportedStatus the service's word on the whole of itself
    /// @param unreadable what of the answer could not be read though it is about pools, in words
    ///     that fit after a colon
    record ServiceReading(
            String format,
            Optional<Instant> timestamp,
            Optional<ServerText> reportedStatus,
            List<Pool> pools,
            List<Check> checks,
            List<ServerText> unreadable)
            implements Reading {
        public ServiceReading {
            pools = List.copyOf(pools);
            checks = List.copyOf(checks);
            unreadable = List.copyOf(unreadable);
        }

        /// A reading of an answer that could be read as a whole.
        public ServiceReading(
                String format,
                Optional<Instant> timestamp,
                Optional<ServerText> reportedStatus,
                List<Pool> pools,
                List<Check> checks) {
            this(format, timestamp, reportedStatus, pools, checks, List.of());
        }

        /// The same reading of an answer of which this part could not be read, too.
        public ServiceReading withUnreadable(ServerText part) {
            List<ServerText> parts = new ArrayList<>(unreadable);
            parts.add(part);
            return new ServiceReading(format, timestamp, reportedStatus, pools, checks, parts);
        }
    }

    /// What a Prometheus-compatible server said of the services that it scrapes.
    ///
    /// @param pools each with the instance that has it
    /// @param oldest the age of the oldest value, where it could be told
    record FleetReading(List<Pool> pools, Gaps gaps, Optional<Duration> oldest) implements Reading {
        public FleetReading {
            pools = List.copyOf(pools);
        }
    }

    /// What a Prometheus remembers of a fleet.
    ///
    /// @param pools in the order in which they were met
    record HistoryReading(List<PoolHistory> pools, Gaps gaps) implements Reading {
        public HistoryReading {
            pools = List.copyOf(pools);
        }
    }

    /// What a Prometheus does not know of a fleet.
    ///
    /// @param down instances that could not be scraped and whose pools are asked for
    /// @param undecided instances that could not be scraped and of which it is not known whether
    ///     they have pools
    /// @param warnings what the server said about its own answer: that it may be partial, …
    record Gaps(List<ServerText> down, List<ServerText> undecided, List<ServerText> warnings) {
        /// Nothing is missing.
        public static final Gaps NONE = new Gaps(List.of(), List.of(), List.of());

        public Gaps {
            down = List.copyOf(down);
            undecided = List.copyOf(undecided);
            warnings = List.copyOf(warnings);
        }
    }

    /// What a recording tells.
    ///
    /// @param targets in the order in which they were met
    /// @param lines of the recording
    /// @param every of so many lines one was read, 1 or more: of a long recording not all are
    /// @param unreadable those among the lines read that tell of no look
    record RecordingReading(List<TargetCourse> targets, long lines, long every, long unreadable)
            implements Reading {
        public RecordingReading {
            targets = List.copyOf(targets);
        }
    }

    /// What a PostgreSQL server said.
    ///
    /// @param version as the server writes it, for example `18.6`
    /// @param limits connection limits of databases and roles, where there are any
    /// @param sessions every session that uses a slot and is not our own, with the hidden ones
    /// @param prepared prepared transactions, which use no slot and have pid 0
    /// @param refusal why the server refused an ordinary role for want of a slot, where it did and
    ///     was then asked by way of another role
    /// @param activity what the server has done so far, where that was asked for
    /// @param xminHolder who keeps the server from clearing away the oldest dead rows
    record ServerReading(
            String version,
            Pool.ServerSlots slots,
            List<Pool.ConnectionLimit> limits,
            List<Session> sessions,
            Visibility visibility,
            List<Session> prepared,
            Optional<XminHolder> xminHolder,
            Safeguards safeguards,
            Optional<Failure> refusal,
            Optional<Activity> activity)
            implements Reading {
        public ServerReading {
            limits = List.copyOf(limits);
            sessions = List.copyOf(sessions);
            prepared = List.copyOf(prepared);
        }

        /// A reading of a server without prepared transactions and of unknown settings.
        public ServerReading(
                String version,
                Pool.ServerSlots slots,
                List<Pool.ConnectionLimit> limits,
                List<Session> sessions,
                Visibility visibility) {
            this(
                    version,
                    slots,
                    limits,
                    sessions,
                    visibility,
                    List.of(),
                    Optional.empty(),
                    Safeguards.UNKNOWN,
                    Optional.empty(),
                    Optional.empty());
        }

        /// The server's own time of the answer, by which the ages of its sessions are reckoned;
        /// absent where there is no session that tells it. An age that was cut to 0, for the clock
        /// was set back, tells a later time, hence the earliest.
        public Optional<Instant> clock() {
            Instant clock = null;
            for (Session session : sessions) {
                if (session.stateChange().isPresent() && session.inState().isPresent()) {
                    Instant told = session.stateChange().get().plus(session.inState().get());
                    clock = clock == null || told.isBefore(clock) ? told : clock;
                }
            }
            return Optional.ofNullable(clock);
        }

        /// The same reading of a server that refused an ordinary role.
        public ServerReading refused(Failure why) {
            return new ServerReading(
                    version,
                    slots,
                    limits,
                    sessions,
                    visibility,
                    prepared,
                    xminHolder,
                    safeguards,
                    Optional.of(why),
                    activity);
        }
    }

    /// Whose snapshot is the oldest.
    ///
    /// @param transactions how many transactions have begun since
    record XminHolder(ServerText who, long transactions) {}

    /// What PgBouncer said.
    ///
    /// @param version as it writes it, for example `1.18.0`
    /// @param pools all but that of the console itself
    /// @param links its connections to servers that a client has at the moment
    record BouncerReading(
            String version,
            Pool.BouncerSlots slots,
            List<Pool.BouncerPool> pools,
            List<PoolerLink> links)
            implements Reading {
        public BouncerReading {
            pools = List.copyOf(pools);
            links = List.copyOf(links);
        }
    }

    /// A client, the pooler between, and the server's session that works for it.
    ///
    /// @param pid of the session on the PostgreSQL server
    /// @param server where the server is, as the pooler writes it
    /// @param client address and port of the client
    /// @param application its `application_name`, as far as the pooler tells it
    record PoolerLink(int pid, ServerText server, ServerText client, ServerText application) {}

    /// What a Redis or Valkey server said.
    ///
    /// @param version as the server writes it, for example `7.0.15`
    /// @param clients every client but our own; empty where listing them was refused
    /// @param clientsRefused why the clients could not be listed
    /// @param info the fields of `INFO` that stand in JSON beside the counts, by their own names
    /// @param pings what came of asking `PING`
    /// @param remarks what else it said on being asked: refusals, and what a sentinel thinks
    record RedisReading(
            String version,
            Pool.RedisSlots slots,
            List<Client> clients,
            Optional<ServerText> clientsRefused,
            Map<String, String> info,
            Pings pings,
            Map<Remark, ServerText> remarks)
            implements Reading {
        public RedisReading {
            clients = List.copyOf(clients);
            info = Map.copyOf(info);
            remarks = Map.copyOf(remarks);
        }

        /// What a Redis server says beside its figures.
        public enum Remark {
            /// It refused to select the database of the target.
            DATABASE_REFUSED,
            /// It is of a cluster and does not say who else is.
            NODES_REFUSED,
            /// A sentinel that it may be alone with its view.
            NO_QUORUM
        }

        /// A whole number of `INFO`; absent where it is none or not there.
        public OptionalLong figure(String field) {
            try {
                return OptionalLong.of(Long.parseLong(info.getOrDefault(field, "")));
            } catch (NumberFormatException none) {
                return OptionalLong.empty();
            }
        }

        /// Whether a field of `INFO` has this word.
        public boolean says(String field, String word) {
            return word.equals(info.get(field));
        }
    }

    /// A check of a health endpoint that is about something else than a pool: disk, memory, …
    ///
    /// @param reportedStatus the service's word
    /// @param detail what else the check said, as JSON text by field name, in its order
    record Check(ServerText name, Optional<ServerText> reportedStatus, JsonFields detail) {}

    /// Whether we may see the sessions of other users.
    ///
    /// @param all true with `pg_read_all_stats` or as superuser
    /// @param hidden sessions whose state the server keeps from us
    record Visibility(boolean all, long hidden) {}
}

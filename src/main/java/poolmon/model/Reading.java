package poolmon.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a target said, raw and unjudged.
public sealed interface Reading {

    /// What a service's health endpoint said.
    ///
    /// @param format the name of the format that was recognised, for example `health-pools`
    /// @param timestamp the service's own time of the answer
    /// @param reportedStatus the service's word on the whole of itself
    record ServiceReading(
            String format,
            Optional<Instant> timestamp,
            Optional<ServerText> reportedStatus,
            List<Pool> pools,
            List<Check> checks)
            implements Reading {
        public ServiceReading {
            pools = List.copyOf(pools);
            checks = List.copyOf(checks);
        }
    }

    /// What a PostgreSQL server said.
    ///
    /// @param version as the server writes it, for example `18.6`
    /// @param limits connection limits of databases and roles, where there are any
    /// @param sessions every session that uses a slot and is not our own, with the hidden ones
    record ServerReading(
            String version,
            Pool.ServerSlots slots,
            List<Pool.ConnectionLimit> limits,
            List<Session> sessions,
            Visibility visibility)
            implements Reading {
        public ServerReading {
            limits = List.copyOf(limits);
            sessions = List.copyOf(sessions);
        }
    }

    /// What a Redis or Valkey server said.
    ///
    /// @param version as the server writes it, for example `7.0.15`
    /// @param clients every client but our own; empty where listing them was refused
    /// @param clientsRefused why the clients could not be listed
    /// @param info the fields of `INFO` that stand in JSON beside the counts, by their own names
    record RedisReading(
            String version,
            Pool.RedisSlots slots,
            List<Client> clients,
            Optional<ServerText> clientsRefused,
            Map<String, String> info)
            implements Reading {
        public RedisReading {
            clients = List.copyOf(clients);
            info = Map.copyOf(info);
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

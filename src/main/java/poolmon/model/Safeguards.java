package poolmon.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The time limits by which a PostgreSQL server rids itself of sessions that nobody works with.
///
/// @param server as they hold for a session of whom poolmon logs in as, where nothing else is set
/// @param own those set for roles and databases (`ALTER ROLE … SET`, `ALTER DATABASE … SET`)
public record Safeguards(List<Setting> server, List<Setting> own) {
    /// Nothing is known of them.
    public static final Safeguards UNKNOWN = new Safeguards(List.of(), List.of());

    public Safeguards {
        server = List.copyOf(server);
        own = List.copyOf(own);
    }

    /// One setting.
    ///
    /// @param role whose it is; absent: everybody's
    /// @param database where it holds; absent: everywhere
    /// @param time absent where the setting is no time
    public record Setting(
            Optional<ServerText> role,
            Optional<ServerText> database,
            String name,
            Optional<Duration> time) {

        private boolean holdsFor(Optional<ServerText> who, Optional<ServerText> where) {
            return (role.isEmpty() || role.equals(who))
                    && (database.isEmpty() || database.equals(where));
        }

        /// What is set for a role in a database goes before what is set for the role, and that
        /// before what is set for the database.
        private int rank() {
            return (role.isPresent() ? 2 : 0) + (database.isPresent() ? 1 : 0);
        }
    }

    /// The time that holds everywhere where nothing else is set; 0: no limit; absent: unknown.
    public Optional<Duration> time(String name) {
        return server.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .flatMap(Setting::time);
    }

    /// The time that holds for the sessions of a role in a database.
    public Optional<Duration> time(
            String name, Optional<ServerText> role, Optional<ServerText> database) {
        Setting found = null;
        for (Setting setting : own) {
            if (setting.name().equals(name)
                    && setting.holdsFor(role, database)
                    && (found == null || setting.rank() > found.rank())) {
                found = setting;
            }
        }
        return found == null ? time(name) : found.time();
    }
}

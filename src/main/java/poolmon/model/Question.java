package poolmon.model;

import java.util.Locale;

/// What a look is to answer; the command of the same name asks it.
public enum Question {
    /// Are the service's pools healthy?
    POOLS,
    /// Has the PostgreSQL server slots left, and who uses them?
    DB,
    /// Has the Redis server client slots left, and who uses them?
    REDIS,
    /// Which sessions hold connections too long?
    LEAKS,
    /// All of it, again and again.
    WATCH,
    /// What is wrong, why, and what to do?
    DIAGNOSE,
    /// Which pool does a load need, and does the fleet fit into the server?
    SIZE,
    /// Where is the utilisation of pools going?
    TREND;

    /// The command's name, for example `pools`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

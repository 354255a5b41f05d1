package poolmon.cli;

import poolmon.source.Sources;

import java.io.IOException;

/// What `--sql` prints: people who guard a database want to read what is run there.
final class Statements {
    private Statements() {}

    /// Prints the statement by which a PostgreSQL server is looked at, and returns the exit code.
    static int print(World world) throws IOException {
        world.out().write(Sources.statement());
        world.out().flush();
        return 0;
    }
}

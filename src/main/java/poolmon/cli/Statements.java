package poolmon.cli;

import poolmon.output.Format;
import poolmon.source.Sources;

import java.io.IOException;
import java.util.List;

/// What `--sql` prints: people who guard a database want to read what is run there.
final class Statements {
    private Statements() {}

    /// Prints the statement by which a PostgreSQL server is looked at, and returns the exit code.
    ///
    /// It is for people and psql: there is nothing of a report in it that a program would read.
    static int print(World world, LookOptions look) throws IOException {
        look.among(
                List.of(Format.TABLE),
                "--sql prints the statement itself and no report: leave -o out.");
        world.out().write(Sources.statement());
        world.out().flush();
        return 0;
    }
}

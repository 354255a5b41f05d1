package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.model.Criteria;
import poolmon.model.Question;

import java.util.OptionalLong;

/// `poolmon db`: has the PostgreSQL server connection slots left, and who uses them?
final class DbCommand implements Command {
    private final World world;
    private final DsnOptions dsn;
    private final Option<Boolean> sql;
    private final LookOptions look;

    DbCommand(CommandSpec spec, World world) {
        this.world = world;
        dsn = new DsnOptions(spec);
        sql =
                new Options(spec)
                        .flag("Print the statement that poolmon runs, and run nothing.", "--sql");
        look = new LookOptions(spec);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon db --dsn postgresql://monitor@db.example/postgres",
                        "Without --dsn the server is the one in DATABASE_URL, else in libpq's PG*",
                        "variables.");
    }

    @Override
    public int run() throws Exception {
        if (sql.value()) {
            return Statements.print(world);
        }
        Criteria criteria =
                new Criteria(
                        look.thresholds(),
                        OptionalLong.empty(),
                        Criteria.Trust.COUNTS,
                        Criteria.Ages.DEFAULT);
        return new Looking(world, look)
                .at(Question.DB, look.sensible(() -> dsn.targets(world)), criteria);
    }
}

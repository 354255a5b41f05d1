package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.Settings;
import poolmon.model.Criteria;
import poolmon.model.Question;
import poolmon.model.Target;

import java.util.List;
import java.util.OptionalLong;

/// `poolmon db`: has the PostgreSQL server connection slots left, and who uses them?
final class DbCommand implements Command {
    private final World world;
    private final DsnOptions dsn;
    private final Option<Boolean> sql;
    private final LookOptions look;
    private final NamedTargets named;

    DbCommand(CommandSpec spec, World world) {
        this.world = world;
        dsn = new DsnOptions(spec);
        sql =
                new Options(spec)
                        .flag("Print the statement that poolmon runs, and run nothing.", "--sql");
        look = new LookOptions(spec, world, Offer.LOOK);
        named = new NamedTargets(spec, look, world, Settings.DSN);
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
            return Statements.print(world, look);
        }
        List<Target> targets = look.sensible(() -> dsn.targets(world, named));
        Criteria criteria =
                new Criteria(
                                look.thresholds(),
                                OptionalLong.empty(),
                                Criteria.Trust.COUNTS,
                                Criteria.Ages.DEFAULT)
                        .with(look.sensible(() -> named.limits(targets, OptionalLong.empty())));
        return new Looking(world, look).at(Question.DB, targets, criteria);
    }
}

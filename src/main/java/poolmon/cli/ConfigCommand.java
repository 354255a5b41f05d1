package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

import poolmon.config.ConfigFile;
import poolmon.config.ConfigProblem;
import poolmon.config.ConfigTarget;
import poolmon.config.PostgresDsn;
import poolmon.config.RedisUrl;
import poolmon.config.ServiceUrl;
import poolmon.config.Settings;
import poolmon.model.ServerText;
import poolmon.model.Status;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `poolmon config`: what is in the config file, and is it right?
final class ConfigCommand implements Command {
    private final CommandSpec spec;
    private final World world;
    private final Option<Question> question;
    private final Option<Boolean> namesOnly;
    private final Configured config;

    /// What can be asked of the file.
    enum Question {
        CHECK,
        LIST,
        PATH;

        /// The word that a user types.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ConfigCommand(CommandSpec spec, World world) {
        this.spec = spec;
        this.world = world;
        PositionalParamSpec parameter =
                PositionalParamSpec.builder()
                        .paramLabel("check|list|path")
                        .arity("1")
                        .required(true)
                        .type(Question.class)
                        .converters(Options.oneOf(Question.class))
                        .description(
                                "check: tell all that is wrong in it; list: the targets that it"
                                        + " names, without secrets; path: where it is.")
                        .build();
        spec.addPositional(parameter);
        question = new Option<>(parameter);
        namesOnly = new Options(spec).flag("list: the names of the targets alone.", "--names");
        config =
                new Configured(
                        spec, world, () -> SettingValues.timeout(Settings.TIMEOUT.byDefault()));
        spec.addOption(Options.help());
        spec.addOption(Options.version());
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon config check",
                        "Exit codes: 0 all is well, 3 there is no config file, 64 it is wrong.");
    }

    @Override
    public int run() throws IOException {
        try {
            Optional<Path> place = config.place();
            StringWriter text = new StringWriter();
            PrintWriter out = new PrintWriter(text);
            int code =
                    switch (question.value()) {
                        case PATH -> path(place, out);
                        case CHECK ->
                                present(place) ? check(place.orElseThrow(), out) : none(place);
                        case LIST -> present(place) ? list(out) : none(place);
                    };
            world.out().write(text.toString()); // a PrintWriter would swallow errors
            return code;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean present(Optional<Path> place) {
        return place.filter(file -> file.toFile().exists()).isPresent();
    }

    private int path(Optional<Path> place, PrintWriter out) {
        place.ifPresent(file -> out.println(Configured.shown(file)));
        return present(place) ? 0 : none(place);
    }

    private int none(Optional<Path> place) {
        PrintWriter err = new PrintWriter(world.err());
        err.println(
                "poolmon config: there is no config file"
                        + place.map(file -> ": " + Configured.shown(file) + " does not exist")
                                .orElse(", nor a home directory for one")
                        + ".");
        err.flush();
        return Status.ERROR.exitCode();
    }

    private int check(Path place, PrintWriter out) {
        ConfigFile file = config.all(place);
        String shown = Configured.shown(place);
        for (ConfigProblem problem : file.problems()) {
            out.println(problem.shown(shown));
        }
        long errors = file.problems().stream().filter(ConfigProblem::isError).count();
        if (errors > 0) {
            return ExitCodes.USAGE;
        }
        out.println(
                shown
                        + ": all is well, "
                        + file.targets().size()
                        + (file.targets().size() == 1 ? " target." : " targets."));
        return 0;
    }

    private int list(PrintWriter out) {
        ConfigFile file = config.file();
        if (namesOnly.value()) {
            file.targets().keySet().forEach(out::println);
            return 0;
        }
        List<String[]> rows = new ArrayList<>();
        for (ConfigTarget target : file.targets().values()) {
            String name = target.name();
            for (String[] place : places(target)) {
                rows.add(new String[] {name, place[0], place[1]});
                name = "";
            }
        }
        print(rows, out);
        return 0;
    }

    /// Setting and place, less every secret.
    private List<String[]> places(ConfigTarget target) {
        List<String[]> places = new ArrayList<>();
        for (String url : target.all(Settings.URL)) {
            places.add(new String[] {"url", ServiceUrl.parse(url).shown()});
        }
        for (String dsn : target.all(Settings.DSN)) {
            places.add(new String[] {"dsn", server(dsn)});
        }
        target.value(Settings.ADMIN_DSN)
                .ifPresent(dsn -> places.add(new String[] {"admin_dsn", server(dsn)}));
        for (String url : target.all(Settings.REDIS)) {
            String shown = RedisUrl.target(url, world.environment()).shown();
            places.add(new String[] {"redis", shown});
        }
        target.value(Settings.PROMETHEUS)
                .ifPresent(
                        url ->
                                places.add(
                                        new String[] {
                                            "prometheus", ServiceUrl.parse(url).shown()
                                        }));
        for (String saved : target.all(Settings.FILE)) {
            places.add(new String[] {"file", Configured.shown(Path.of(saved))});
        }
        if (!target.fleet().isEmpty()) {
            places.add(new String[] {"fleet", fleet(target)});
        }
        return places;
    }

    private static String fleet(ConfigTarget target) {
        List<String> told = new ArrayList<>();
        for (Settings setting : Settings.values()) {
            List<String> texts = target.fleet().getOrDefault(setting, List.of());
            if (!texts.isEmpty()) {
                told.add(setting.key() + " " + String.join(" ", texts));
            }
        }
        return new ServerText(String.join(", ", told)).shown();
    }

    private String server(String dsn) {
        try {
            return PostgresDsn.parse(dsn, world.environment()).shown();
        } catch (IllegalArgumentException e) {
            return "(cannot be used here: " + e.getMessage() + ")";
        }
    }

    private static void print(List<String[]> rows, PrintWriter out) {
        int name = 0;
        int kind = 0;
        for (String[] row : rows) {
            name = Math.max(name, row[0].length());
            kind = Math.max(kind, row[1].length());
        }
        for (String[] row : rows) {
            out.println(padded(row[0], name) + "  " + padded(row[1], kind) + "  " + row[2]);
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}

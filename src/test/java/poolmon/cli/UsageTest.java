package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.config.Environment;
import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.live.Canvas;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// What the command line does before anything is looked at.
class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frob | There is no command 'frob'.",
                "pols | Did you mean pools?",
                "postgresql://u:p@h | The first word is a command.",
                "pools --ulr x | There is no option '--ulr'. Did you mean --url?",
                "pools --wholly-unlike-any-option x | There is no option",
                "pools --url= | the URL names no host; give one such as http://localhost:8000.",
                "db --dsn= | the DSN is empty; give one such as postgresql://",
                "redis --redis= | the URL names no host; give one such as redis://",
                "pools --file= | the name of the file is empty",
                "watch --url http://x --record= | the name of the file is empty",
                "completion bash again | Nothing is expected at 'again'.",
                "pools | Give --url URL or set POOLMON_URL.",
                "db | Give --dsn DSN or set DATABASE_URL or PGHOST.",
                "leaks | Give --dsn DSN or set DATABASE_URL or PGHOST.",
                "redis | Give --redis URL or set REDIS_URL or REDIS_HOST.",
                "pools --url ftp://x | http",
                "pools --url http://x -w 96 | warning threshold",
                "pools --url http://x -w lots | percentage",
                "pools --url http://x --timeout 5 | duration",
                "pools --url http://x --timeout 0s | timeout",
                "pools --url http://x -o xml | it is one of table, json, csv, prometheus, nagios,",
                "pools --url http://x --fail-on healthy | is one of degraded, critical, error,"
                        + " never",
                "pools --url http://x --max-overflow many | whole number",
                "db --dsn mysql://x/y | postgresql://",
                "redis --redis http://x | redis://",
                "trend | Give --file FILE with a recording, or --prometheus URL",
                "trend --file x --match {a=\"b\"} | --match selects",
                "trend --file - --file - | Standard input can be read but once.",
                "trend --prometheus http://x --range 1s | --range is 1m or more.",
                "trend --file x --wait 1s | nothing to wait for",
                "trend --file x --within soon | duration",
                "pools --url http://127.0.0.1:1 -o svg | -o svg draws the charts of trend",
                "leaks --dsn postgresql://127.0.0.1:1/x --for 1s -o svg | -o svg draws",
                "size --rate 300/s --hold 20ms -o svg | -o svg draws",
                "completion | 'SHELL'",
                "completion tcsh | it is one of bash, zsh, fish.",
                "config | Missing required parameter",
                "config frob | it is one of check, list, path.",
                "serve | What is to be looked at?",
                "diagnose | What is to be looked at?",
                "diagnose --explain lock-chian | Did you mean lock-chain?",
                "diagnose --explain lock-chain -o csv | as text or as JSON",
                "leaks --sql -o json | --sql prints the statement itself",
                "db --sql -o json | leave -o out.",
                "size | nothing to reckon from",
                "watch --url http://127.0.0.1:1 -o svg | -o json an object"
            })
    void aWrongCommandLineExits64WithOneSentenceAndThePlaceToReadOn(String line, String told) {
        Cli.Result result = Cli.BARE.run(line.split(" "));

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(told).contains("--help' for the options.");
        assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aMalformedTargetNeverShowsItsPassword() {
        for (String[] line :
                new String[][] {
                    {"db", "--dsn", "postgresql://u:s3cret@h:notaport/d"},
                    {"db", "--dsn", "mysql://u:s3cret@h/d"},
                    {"redis", "--redis", "redis://:s3cret@h:notaport"},
                    {"pools", "--url", "ftp://u:s3cret@h"},
                    {"pools", "--url", "http://u:s3cret@h:notaport"},
                    {"pools", "--bearer-tokn=s3cret"},
                    {"pools", "-zs3cret"},
                    {"pools", "http://u:s3cret@h"},
                    {"completion", "bash", "http://u:s3cret@h"},
                    {"http://u:s3cret@h"}
                }) {
            Cli.Result result = Cli.BARE.run(line);

            assertThat(result.exit()).isEqualTo(64);
            assertThat(result.err()).doesNotContain("s3cret");
        }
    }

    @Test
    void aTokenInThePlaceOfAUserNameIsNotShown() {
        Cli.Result result = Cli.BARE.run("pools", "--url", "http://s3cret@127.0.0.1:1");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("http://***@127.0.0.1:1").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void theVersionIsOneLine(String option) {
        Cli.Result result = Cli.BARE.run(option);

        assertThat(Cli.BARE.run("pools", option)).isEqualTo(result);
        assertThat(result.exit()).isZero();
        assertThat(result.out()).matches("poolmon \\d+\\.\\d+\\.\\d+\n");
    }

    @ParameterizedTest
    @EnumSource(Commands.class)
    void everyCommandHasItsHelp(Commands command) {
        Cli.Result result = Cli.BARE.run(command.word(), "--help");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("Usage: poolmon " + command.word());
        assertThat(result.out()).contains("Example: ");
        if (command == Commands.COMPLETION) { // which looks at nothing and needs no file
            return;
        }
        assertThat(result.out()).contains("--config");
        if (command != Commands.CONFIG) { // which looks at no target
            assertThat(result.out()).contains("[NAME...]");
            assertThat(result.out()).contains("--timeout", "--fail-on");
        }
        assertThat(result.out().lines().map(String::length)).allMatch(width -> width <= 80);
        assertThat(Cli.BARE.run("help", command.word()).out()).isEqualTo(result.out());
    }

    @Test
    void withoutACommandTheHelpNamesAllOfThem() {
        Cli.Result result = Cli.BARE.run();

        assertThat(result.exit()).isZero();
        for (Commands command : Commands.values()) {
            assertThat(result.out()).contains("  " + command.word() + " ");
        }
        assertThat(result.out()).contains("3 could not be looked at");
    }

    /// What a command refuses is not in its help either.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pools    | table, json, csv, prometheus, nagios, markdown (     | true
                    diagnose | table, json, csv, prometheus, nagios, markdown (     | true
                    trend    | table, json, csv, prometheus, nagios, markdown, svg ( | false
                    watch    | table, json (                                        | false
                    serve    |                                                      | false
                    """)
    void theHelpOffersWhatTheCommandHas(String command, String formats, boolean waits) {
        String help = Cli.BARE.run(command, "--help").out().replaceAll("\\s+", " ");
        assertThat(help.contains("--output")).isEqualTo(formats != null);
        assertThat(help.contains("--wait")).isEqualTo(waits);
        if (formats != null) {
            assertThat(help).contains("How to print: " + formats);
        }
    }

    @Test
    void aReaderThatHasGoneIsNoError() {
        assertThat(exitOnWriteFailure("Broken pipe", new StringWriter(), "--version")).isZero();
    }

    /// `poolmon pools … | head` in a pipeline with `pipefail`: what was seen counts.
    @Test
    void aReaderThatHasGoneDoesNotMakeWhatIsCriticalHealthy() {
        try (HttpService service = new HttpService()) {
            service.at(
                    "/api/v1/health/pools",
                    200,
                    """
                    {"pools": {"orders": {"pool_size": 5, "checked_out": 6, "overflow": 1}}}
                    """);
            String[] line = {"pools", "--url", service.url()};
            assertThat(exitOnWriteFailure("Broken pipe", new StringWriter(), line)).isEqualTo(2);
            assertThat(exitOnWriteFailure("Disk full", new StringWriter(), line)).isEqualTo(3);
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsAnError() {
        StringWriter err = new StringWriter();

        assertThat(exitOnWriteFailure("No space left on device", err, "--version")).isEqualTo(3);
        assertThat(err.toString()).contains("No space left on device");
    }

    @Test
    void aBugIsOneSentenceAndItsCode() {
        String told =
                onScreen(
                        _ -> {
                            throw new IllegalStateException("nobody foresaw this");
                        });
        assertThat(told)
                .isEqualTo(
                        "70 poolmon: This is a bug in poolmon (IllegalStateException). Run it"
                                + " again with -vv for the details and report them.\n");
    }

    @Test
    void tooLittleMemoryIsOneSentence() {
        String told =
                onScreen(
                        _ -> {
                            throw new OutOfMemoryError("Java heap space");
                        });
        assertThat(told)
                .startsWith("70 poolmon: There was not enough memory (")
                .endsWith(" less at a time.\n")
                .containsOnlyOnce("\n");
    }

    /// The exit code and what is told where the live screen is opened so.
    private static String onScreen(Function<Boolean, Optional<Canvas>> screen) {
        StringWriter err = new StringWriter();
        World world =
                new World(
                        InputStream.nullInputStream(),
                        Writer.nullWriter(),
                        err,
                        true,
                        OptionalInt.empty(),
                        new Environment(Map.of(), Optional.empty()),
                        Clock.systemUTC(),
                        question -> Optional.empty(),
                        question -> Optional.empty(),
                        host -> List.of(),
                        stop -> () -> {},
                        screen);
        String[] line = {"watch", "--url", "http://localhost:1"};
        return Main.run(line, world) + " " + err;
    }

    private static int exitOnWriteFailure(String reason, Writer err, String... line) {
        Writer failing =
                new Writer() {
                    @Override
                    public void write(char[] chars, int from, int length) throws IOException {
                        throw new IOException(reason);
                    }

                    @Override
                    public void flush() throws IOException {
                        throw new IOException(reason);
                    }

                    @Override
                    public void close() {}
                };
        World world =
                new World(
                        InputStream.nullInputStream(),
                        failing,
                        err,
                        false,
                        OptionalInt.empty(),
                        new Environment(Map.of(), Optional.empty()),
                        Clock.systemUTC(),
                        question -> Optional.empty(),
                        question -> Optional.empty(),
                        host -> List.of(),
                        stop -> () -> {},
                        colour -> Optional.empty());
        return Main.run(line, world);
    }
}

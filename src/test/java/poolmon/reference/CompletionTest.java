package poolmon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.cli.ProgramReference;
import poolmon.fixture.Cli;
import poolmon.fixture.Golden;
import poolmon.fixture.Tool;
import poolmon.output.Format;
import poolmon.reference.Program.Operand;
import poolmon.reference.Program.Switch;
import poolmon.reference.Program.Value;
import poolmon.reference.Program.Verb;
import poolmon.reference.RealShell.Candidate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/// The three shells complete poolmon's command lines, each asked itself.
class CompletionTest {
    @TempDir private Path somewhere;

    private Path programs;

    @BeforeEach
    void prepare() throws Exception {
        programs = Files.createDirectories(somewhere.resolve("programs"));
        Files.createFile(somewhere.resolve("saved answer.json"));
        Files.createFile(somewhere.resolve("orders.pem"));
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void theFilesAreThoseOfTheCommands(Shell shell) throws Exception {
        String made = shell.completion(ProgramReference.program());

        Golden.checkFile(Path.of("completions", shell.file()), made);
        assertThat(Cli.BARE.run("completion", shell.toString()).out()).isEqualTo(made);
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void commandsAreCompletedOnceAtTheirPlace(Shell shell) throws Exception {
        RealShell real = poolmon(shell);

        assertThat(real.words("poolmon po")).containsExactly("pools");
        assertThat(real.words("poolmon "))
                .containsAll(ProgramReference.program().verbs().stream().map(Verb::name).toList());
        assertThat(real.words("poolmon help le")).containsExactly("leaks");
        assertThat(real.words("poolmon pools po")).isEmpty();
        assertThat(real.words("poolmon completion "))
                .containsExactlyInAnyOrder("bash", "zsh", "fish");
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void optionsAreThoseOfTheCommand(Shell shell) throws Exception {
        RealShell real = poolmon(shell);

        assertThat(real.words("poolmon leaks --termin"))
                .contains("--terminate", "--terminate-suspects")
                .doesNotContain("--samples");
        assertThat(real.words("poolmon pools --sam")).containsExactly("--samples");
        assertThat(real.words("poolmon pools --output json --sam")).containsExactly("--samples");
        // here db is a value and no command
        assertThat(real.words("poolmon leaks --database db --full"))
                .containsExactly("--full-query");
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void valuesAreWordsWhereTheOptionKnowsThem(Shell shell) throws Exception {
        RealShell real = poolmon(shell);

        for (String place : List.of("pools -o ", "pools --output ", "db --output=")) {
            assertThat(real.words("poolmon " + place))
                    .containsExactlyInAnyOrder(
                            Arrays.stream(Format.values())
                                    .map(Format::word)
                                    .toArray(String[]::new));
        }
        assertThat(real.words("poolmon pools --fail-on e")).containsExactly("error");
        assertThat(real.words("poolmon pools --format psy")).containsExactly("psycopg-pool");
        assertThat(real.words("poolmon leaks --sort p")).containsExactly("pid");
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void filesAreOfferedWhereAFileIsWantedAndNowhereElse(Shell shell) throws Exception {
        RealShell real = poolmon(shell);

        for (String place : List.of("pools --file sav", "pools -f sav", "pools --urls-file sav")) {
            assertThat(real.words("poolmon " + place)).containsExactly("saved answer.json");
        }
        assertThat(real.words("poolmon redis --cacert=ord")).containsExactly("orders.pem");
        assertThat(real.words("poolmon pools --url ")).isEmpty();
        assertThat(real.words("poolmon pools --wait ")).isEmpty();
        assertThat(real.words("poolmon pools orders")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Shell.class,
            names = {"ZSH", "FISH"})
    void candidatesAreDescribedWhereTheShellShowsIt(Shell shell) throws Exception {
        RealShell real = poolmon(shell);

        assertThat(real.candidates("poolmon poo"))
                .containsExactly(new Candidate("pools", "Are the service's pools healthy?"));
        assertThat(real.candidates("poolmon pools --warn"))
                .containsExactly(
                        new Candidate(
                                "--warning", "Degraded from this utilisation on (default: 80)"));
        // as far as the terminal is wide
        assertThat(real.candidates("poolmon pools --matc").getFirst().description())
                .startsWith("Which services to ask Prometheus for, for example '{job=\"orders");
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void namesOfTargetsAreAskedFor(Shell shell) throws Exception {
        Files.createFile(somewhere.resolve("other.toml"));
        install(
                """
                [ "$1 $2 $3" = "config list --names" ] || exit 64
                if [ "$4 $5" = "--config other.toml" ]; then echo elsewhere
                else echo orders; echo 'orders-$(touch ran)'; echo billing; fi
                """);
        RealShell real = shell(shell, lookingProgram());

        assertThat(real.words("poolmon look ord"))
                .containsExactlyInAnyOrder("orders", "orders-$(touch ran)");
        assertThat(real.words("poolmon look orders bil")).containsExactly("billing");
        assertThat(real.words("poolmon look --config other.toml ")).contains("elsewhere");
        assertThat(real.words("poolmon look --conf")).containsExactly("--config");
        assertThat(somewhere.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void withoutNamesNothingIsToldAndNothingFails(Shell shell) throws Exception {
        install("echo 'no such command' >&2; exit 64");

        assertThat(shell(shell, lookingProgram()).words("poolmon look ord")).isEmpty();
    }

    /// A start of Java at each press of Tab would be felt.
    @ParameterizedTest
    @EnumSource(Shell.class)
    void poolmonIsNotRunForAnythingElse(Shell shell) throws Exception {
        install("touch ran");
        RealShell real = poolmon(shell);

        real.words("poolmon ");
        real.words("poolmon pools --");
        real.words("poolmon pools -o ");
        assertThat(somewhere.resolve("ran")).doesNotExist();
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        assertThat(Tool.demand("shellcheck").run("--shell=bash", "completions/poolmon.bash"))
                .isEqualTo(new Tool.Result(0, ""));
    }

    private void install(String script) throws Exception {
        Path program = programs.resolve("poolmon");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private RealShell poolmon(Shell shell) throws Exception {
        return shell(shell, ProgramReference.program());
    }

    private RealShell shell(Shell shell, Program program) throws Exception {
        Path folder = Files.createDirectories(somewhere.resolve("scripts"));
        Path script = folder.resolve(shell.file());
        Files.writeString(script, shell.completion(program));
        return new RealShell(shell, script, somewhere, programs);
    }

    /// A program with a command that takes names of targets.
    private static Program lookingProgram() {
        Switch config =
                new Switch(
                        List.of("--config"),
                        "FILE",
                        new Value.File(),
                        false,
                        false,
                        "The configuration file.");
        Operand name = new Operand("NAME", new Value.TargetName(), true, "Targets to look at.");
        Verb look = new Verb("look", "What is there?", List.of(config), List.of(name), List.of());
        return new Program("poolmon", "poolmon 1", "Looks.", List.of(), List.of(look), List.of());
    }
}

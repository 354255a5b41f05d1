package poolmon.reference;

import poolmon.reference.Program.Operand;
import poolmon.reference.Program.Switch;
import poolmon.reference.Program.Value;
import poolmon.reference.Program.Verb;

import java.util.ArrayList;
import java.util.List;

/// The completion for fish.
final class FishCompletion {
    private static final String FIRST = "__poolmon_is_at 1";
    private static final String HEAD =
            """
            # Completion of poolmon for fish, made by 'poolmon completion fish'.

            # Whether so many words are complete.
            function __poolmon_is_at
                test (count (commandline -opc)) -eq $argv[1]
            end

            # Whether this is the command. That is the first word: a later one that looks like a command
            # is a value.
            function __poolmon_is
                set -l words (commandline -opc)
                test (count $words) -gt 1; and test $words[2] = $argv[1]
            end

            # The names of the targets of the configuration file.
            function __poolmon_targets
                string match -q -- '-*' (commandline -ct); and return
                set -l words (commandline -opc)
                set -l program (string replace -r '^~' $HOME -- $words[1])
                type -q $program; or return
                set -l config
                if set -l i (contains -i -- --config $words)
                    set config --config $words[(math $i + 1)]
                end
                $program config list --names $config 2>/dev/null
            end

            complete -c poolmon -f
            """;

    private final StringBuilder script = new StringBuilder(HEAD);

    private FishCompletion() {}

    static String of(Program program) {
        FishCompletion fish = new FishCompletion();
        for (Verb verb : program.verbs()) {
            fish.line(FIRST, "-a " + verb.name() + " -d " + quoted(verb.question()));
        }
        fish.line(FIRST, "-a " + Program.HELP + " -d 'Show the help of a command'");
        program.options().forEach(option -> fish.option(FIRST, option));
        String help = "__poolmon_is " + Program.HELP;
        for (Verb verb : program.verbs()) {
            fish.line(help, "-a " + verb.name() + " -d " + quoted(verb.question()));
        }
        program.verbs().forEach(fish::verb);
        return fish.script.toString();
    }

    private void verb(Verb verb) {
        String here = "__poolmon_is " + verb.name();
        script.append('\n');
        for (Operand operand : verb.operands()) {
            String words = candidates(operand.value());
            if (!words.isEmpty()) {
                // a word that stands alone stands first
                String place = operand.mayRepeat() ? here : here + "; and __poolmon_is_at 2";
                line(place, words + " -d " + quoted(operand.summary()));
            }
        }
        verb.options().forEach(option -> option(here, option));
    }

    private void option(String condition, Switch option) {
        List<String> parts = new ArrayList<>();
        for (String name : option.names()) {
            parts.add(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1));
        }
        if (option.takesValue()) {
            parts.add(option.value() instanceof Value.File ? "-r" : "-x");
        }
        String candidates = candidates(option.value());
        if (!candidates.isEmpty()) {
            parts.add(candidates);
        }
        parts.add("-d " + quoted(option.summary()));
        line(condition, String.join(" ", parts));
    }

    private static String candidates(Value value) {
        return switch (value) {
            case Value.Words(List<String> words) -> "-a " + quoted(String.join(" ", words));
            case Value.File _ -> "-F";
            case Value.TargetName _ -> "-a '(__poolmon_targets)'";
            case Value.Text _, Value.None _ -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void line(String condition, String rest) {
        script.append("complete -c poolmon -n ")
                .append(condition.contains(" ") ? quoted(condition) : condition)
                .append(' ')
                .append(rest)
                .append('\n');
    }
}

package poolmon.reference;

import poolmon.reference.Program.Operand;
import poolmon.reference.Program.Switch;
import poolmon.reference.Program.Value;
import poolmon.reference.Program.Verb;

import java.util.ArrayList;
import java.util.List;

/// The completion for bash. It needs no bash-completion package.
final class BashCompletion {
    private static final String HEAD =
            """
            # Completion of poolmon for bash, made by 'poolmon completion bash'.

            # Completes one of the words that are given.
            _poolmon_words() {
                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$1" -- "$cur")
            }

            # Completes a path, which may be quoted.
            _poolmon_files() {
                compopt -o filenames 2>/dev/null
                local path=$cur
                [[ $path == *\\\\* ]] && path=${path//\\\\/}
                path=${path#[\\"\\']}
                mapfile -t COMPREPLY < <(compgen -f -- "$path")
            }

            # Completes the name of a target of the configuration file. Not by _poolmon_words, which
            # would run what stands in a name.
            _poolmon_targets() {
                local program=${COMP_WORDS[0]/#\\~/$HOME} name i
                local -a config=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    if [[ ${COMP_WORDS[i]} == --config ]]; then
                        [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
                        config=(--config "${COMP_WORDS[i + 1]}")
                    fi
                done
                while IFS= read -r name; do
                    [[ $name == "$cur"* ]] && COMPREPLY+=("$name")
                done < <("$program" config list --names "${config[@]}" 2>/dev/null)
            }

            _poolmon() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
                # bash takes --option=value for three words
                if [[ $cur == = ]]; then
                    cur=
                elif [[ $prev == = ]]; then
                    prev=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                COMPREPLY=()
                if ((COMP_CWORD == 1)); then
            """;

    private final StringBuilder script = new StringBuilder(HEAD);

    private BashCompletion() {}

    static String of(Program program) {
        BashCompletion bash = new BashCompletion();
        List<String> first = new ArrayList<>(program.words());
        program.options().forEach(option -> first.addAll(option.names()));
        bash.line(2, "_poolmon_words '" + String.join(" ", first) + "'");
        bash.line(2, "return");
        bash.line(1, "fi");
        bash.line(1, "case ${COMP_WORDS[1]} in");
        bash.line(2, Program.HELP + ")");
        bash.line(3, "((COMP_CWORD == 2)) && _poolmon_words '" + commands(program) + "'");
        bash.line(3, ";;");
        program.verbs().forEach(bash::verb);
        bash.line(1, "esac");
        bash.line(0, "}");
        bash.line(0, "");
        bash.line(0, "complete -F _poolmon " + program.name());
        return bash.script.toString();
    }

    private static String commands(Program program) {
        return String.join(" ", program.verbs().stream().map(Verb::name).toList());
    }

    private void verb(Verb verb) {
        List<String> names = new ArrayList<>();
        verb.options().forEach(option -> names.addAll(option.names()));
        String options = "_poolmon_words '" + String.join(" ", names) + "'";
        line(2, verb.name() + ")");
        line(3, "case $prev in");
        for (Switch option : verb.options()) {
            if (option.takesValue()) {
                String pattern = String.join(" | ", option.names());
                line(4, pattern + ") " + before(option.value()) + "return ;;");
            }
        }
        line(3, "esac");
        for (Operand operand : verb.operands()) {
            // a word that stands alone stands first
            String place = operand.mayRepeat() ? "[[ $cur == -* ]] || " : "((COMP_CWORD > 2)) || ";
            line(3, place + completed(operand.value()));
        }
        line(3, (verb.operands().isEmpty() ? "" : "((${#COMPREPLY[@]})) || ") + options);
        line(3, ";;");
    }

    private static String before(Value value) {
        return value instanceof Value.Text ? "" : completed(value) + "; ";
    }

    private static String completed(Value value) {
        return switch (value) {
            case Value.Words(List<String> words) ->
                    "_poolmon_words '" + String.join(" ", words) + "'";
            case Value.File _ -> "_poolmon_files";
            case Value.TargetName _ -> "_poolmon_targets";
            case Value.Text _, Value.None _ -> ":";
        };
    }

    private void line(int depth, String text) {
        script.append("    ".repeat(text.isEmpty() ? 0 : depth)).append(text).append('\n');
    }
}

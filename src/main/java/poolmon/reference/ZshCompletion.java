package poolmon.reference;

import poolmon.reference.Program.Operand;
import poolmon.reference.Program.Switch;
import poolmon.reference.Program.Value;
import poolmon.reference.Program.Verb;

import java.util.ArrayList;
import java.util.List;

/// The completion for zsh, in the terms of its `_arguments`.
final class ZshCompletion {
    private static final String HEAD =
            """
            #compdef poolmon
            # Completion of poolmon for zsh, made by 'poolmon completion zsh'.

            # The names of the targets of the configuration file.
            _poolmon_targets() {
              [[ $PREFIX == -* ]] && return 1
              local -a names config
              local i=${words[(I)--config]}
              (( i )) && config=(--config ${(Q)words[i+1]})
              names=(${(f)"$(_call_program targets ${(q)program} config list --names ${(q)config} 2>/dev/null)"})
              compadd -a names
            }

            _poolmon() {
              local program=${words[1]} curcontext=$curcontext state line ret=1
              local -a commands
            """;

    private static final String TAIL =
            """
              esac
              return ret
            }

            if [[ ${funcstack[1]} == _poolmon ]]; then
              _poolmon "$@"
            else
              compdef _poolmon poolmon
            fi
            """;

    private final StringBuilder script = new StringBuilder(HEAD);

    private ZshCompletion() {}

    static String of(Program program) {
        ZshCompletion zsh = new ZshCompletion();
        zsh.commands(program);
        zsh.line(1, "_arguments -C \\");
        program.options().forEach(option -> zsh.line(2, alone(option) + " \\"));
        zsh.line(2, "'1: :{_describe -t commands command commands}' \\");
        zsh.line(2, "'*:: :->rest' && ret=0");
        zsh.line(1, "[[ $state == rest ]] || return ret");
        zsh.line(1, "curcontext=${curcontext%:*:*}:poolmon-${words[1]}:");
        zsh.line(1, "case ${words[1]} in");
        zsh.line(2, Program.HELP + ")");
        zsh.line(3, "_arguments '1: :{_describe -t commands command commands}' && ret=0");
        zsh.line(3, ";;");
        program.verbs().forEach(zsh::verb);
        return zsh.script.append(TAIL).toString();
    }

    private void commands(Program program) {
        line(1, "commands=(");
        for (Verb verb : program.verbs()) {
            line(2, quoted(verb.name() + ":" + escaped(verb.question(), ":")));
        }
        line(2, quoted(Program.HELP + ":Show the help of a command"));
        line(1, ")");
    }

    private void verb(Verb verb) {
        line(2, verb.name() + ")");
        List<String> specs = new ArrayList<>();
        for (Switch option : verb.options()) {
            specs.add(option.names().contains("--help") ? alone(option) : spec(option));
        }
        int place = 1;
        for (Operand operand : verb.operands()) {
            specs.add(
                    quoted(
                            (operand.mayRepeat() ? "*" : place++)
                                    + ":"
                                    + escaped(operand.label(), ":")
                                    + ":"
                                    + action(operand.value())));
        }
        line(3, "_arguments -s -S \\");
        for (String spec : specs.subList(0, specs.size() - 1)) {
            line(4, spec + " \\");
        }
        line(4, specs.getLast() + " && ret=0");
        line(3, ";;");
    }

    /// An option beside which nothing else makes sense.
    private static String alone(Switch option) {
        return "'(- *)'" + named(option, "[" + description(option) + "]");
    }

    private static String spec(Switch option) {
        StringBuilder rest = new StringBuilder("[" + description(option) + "]");
        if (option.takesValue()) {
            rest.append(option.takesMany() ? ":*-*:" : ":")
                    .append(escaped(option.label(), ":"))
                    .append(':')
                    .append(action(option.value()));
        }
        String excluded =
                option.mayRepeat()
                        ? "'*'"
                        : option.names().size() == 1
                                ? ""
                                : quoted("(" + String.join(" ", option.names()) + ")");
        return excluded + named(option, rest.toString());
    }

    /// The names of an option before the rest of what is said of it, for example
    /// `{-o+,--output=}'…'`: a value may stand in the same word.
    private static String named(Switch option, String rest) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            String behind = !option.takesValue() ? "" : name.startsWith("--") ? "=" : "+";
            names.add(name + behind);
        }
        return names.size() == 1
                ? quoted(names.getFirst() + rest)
                : "{" + String.join(",", names) + "}" + quoted(rest);
    }

    private static String description(Switch option) {
        return escaped(option.summary(), ":[]");
    }

    private static String action(Value value) {
        return switch (value) {
            case Value.Words(List<String> words) -> "(" + String.join(" ", words) + ")";
            case Value.File _ -> "_files";
            case Value.TargetName _ -> "_poolmon_targets";
            case Value.Text _, Value.None _ -> " ";
        };
    }

    private static String escaped(String text, String special) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || special.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void line(int depth, String text) {
        script.append("  ".repeat(depth)).append(text).append('\n');
    }
}

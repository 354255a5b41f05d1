package poolmon.reference;

import poolmon.fixture.Tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A shell that is asked what it would complete.
///
/// @param script the completion that it has loaded
/// @param directory where it stands
/// @param programs a folder of programs that are found first
record RealShell(Shell shell, Path script, Path directory, Path programs) {

    /// Has the function fill `COMPREPLY`, as readline does.
    private static final String BASH =
            """
            source "$1" && shift
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            _poolmon
            ((${#COMPREPLY[@]})) && printf '%s\\n' "${COMPREPLY[@]}"
            """;

    private static final String FISH = "source $argv[1]; complete -C $argv[2]";

    /// Types the line into an interactive zsh on a terminal of its own and has it list the choices.
    private static final String ZSH =
            """
            zmodload zsh/zpty
            until_it_says() {
              seen=
              while [[ $seen != *$1* ]] && zpty -r z part; do seen+=$part; done
            }
            zpty z zsh -f -i
            zpty -w z "fpath=(${(q)1} \\$fpath); autoload -Uz compinit; compinit -u -D
              bindkey '^T' list-choices; stty cols 250 rows 100; PROMPT=
              zle-line-init() { print RE''ADY }; zle -N zle-line-init"
            until_it_says READY
            zpty -n -w z "$2"$'\\x14\\x15'"print DONE\\$((1))"$'\\n'
            until_it_says DONE1
            print -r -- $seen
            zpty -d z
            """;

    /// A candidate and what the shell tells of it; empty where it tells nothing.
    record Candidate(String word, String description) {}

    /// What may stand where the line ends.
    List<String> words(String line) throws Exception {
        return candidates(line).stream().map(Candidate::word).toList();
    }

    List<Candidate> candidates(String line) throws Exception {
        return switch (shell) {
            case BASH -> bash(line);
            case ZSH -> zsh(line);
            case FISH -> fish(line);
        };
    }

    private List<Candidate> bash(String line) throws Exception {
        List<String> command = new ArrayList<>(List.of("--norc", "-c", BASH, "bash"));
        command.add(script.toString());
        command.addAll(List.of(line.replace("=", " = ").split(" ", -1)));
        if (line.endsWith("=")) {
            command.removeLast();
        }
        return run("bash", command).lines().map(word -> new Candidate(word, "")).toList();
    }

    private List<Candidate> fish(String line) throws Exception {
        List<String> command = List.of("--no-config", "-c", FISH, script.toString(), line);
        int end = line.lastIndexOf('=') + 1;
        String option = line.substring(end == 0 ? 0 : line.lastIndexOf(' ') + 1, end);
        return run("fish", command)
                .lines()
                .map(told -> told.split("\t", 2))
                .map(
                        told ->
                                new Candidate(
                                        told[0].startsWith(option)
                                                ? told[0].substring(option.length())
                                                : told[0],
                                        told.length > 1 ? told[1] : ""))
                .toList();
    }

    private List<Candidate> zsh(String line) throws Exception {
        String folder = script.getParent().toString();
        String seen = run("zsh", List.of("-f", "-c", ZSH, "zsh", folder, line));
        List<String> lines = seen.replace("\r", "").lines().toList();
        List<Candidate> candidates = new ArrayList<>();
        int typed = 0;
        while (!lines.get(typed).contains(line)) {
            typed++;
        }
        if (lines.get(typed).contains("print DONE")) {
            return candidates;
        }
        for (String told : lines.subList(typed + 1, lines.size())) {
            if (told.startsWith(line)) {
                return candidates;
            }
            String[] described = told.split(" +-- ", 2);
            if (described.length == 2) {
                candidates.add(new Candidate(described[0], described[1].strip()));
            } else {
                for (String word : told.strip().split(" {2,}")) {
                    candidates.add(new Candidate(word.replace("\\", ""), ""));
                }
            }
        }
        throw new IllegalStateException("zsh said: " + seen);
    }

    private String run(String name, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Tool.demand(name).path().orElseThrow().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("TERM", "dumb");
        builder.environment().merge("PATH", programs.toString(), (old, first) -> first + ":" + old);
        Process process = builder.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            return ended(process);
        } finally {
            process.destroyForcibly();
        }
    }

    /// What was printed until the shell ended, which is waited for with patience.
    private static String ended(Process process) throws IOException, InterruptedException {
        Thread watch =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        if (!process.waitFor(20, TimeUnit.SECONDS)) {
                                            process.destroyForcibly();
                                        }
                                    } catch (InterruptedException ignored) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        watch.interrupt();
        return text;
    }
}

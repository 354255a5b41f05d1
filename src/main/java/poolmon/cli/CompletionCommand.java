package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.reference.Shell;

/// `poolmon completion`: the script by which a shell completes poolmon's command lines.
final class CompletionCommand implements Command {
    private final World world;
    private final Option<Shell> shell;

    CompletionCommand(CommandSpec spec, World world) {
        this.world = world;
        Options options = new Options(spec);
        shell = options.operand(Shell.class, "SHELL", "The shell to print the script for:");
        spec.addOption(Options.help());
        spec.addOption(Options.version());
        spec.usageMessage()
                .footer(
                        "",
                        "Example: source <(poolmon completion bash)",
                        "For every session of bash put that line into ~/.bashrc. zsh and fish find",
                        "the script as _poolmon in a folder of $fpath, and as poolmon.fish in",
                        "~/.config/fish/completions.");
    }

    @Override
    public int run() throws Exception {
        world.out().write(shell.value().completion(ProgramReference.of(world)));
        return 0;
    }
}

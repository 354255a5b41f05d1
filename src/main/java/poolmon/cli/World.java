package poolmon.cli;

import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

import poolmon.config.Environment;
import poolmon.live.Canvas;
import poolmon.live.TerminalCanvas;
import poolmon.model.Secret;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Everything that a run of poolmon gets from outside, as a value, so that tests bring their own
/// and nothing else ever touches `System`.
///
/// @param in standard input
/// @param out where the report goes
/// @param err where everything else goes
/// @param tty whether `out` is a terminal
/// @param columns the width of that terminal, where it is known
/// @param addresses finds the addresses of a host's name; none where it has none
/// @param confirm asks the user a question that is answered by yes or no; empty where nobody can be
///     asked
/// @param termination has something run when the system asks poolmon to end (SIGTERM), until
///     what it returns is run
/// @param canvas the screen for the live view, with or without colours; empty where there is none
/// @param prompt asks the user for a secret without showing it; empty where nobody can be asked
public record World(
        InputStream in,
        Writer out,
        Writer err,
        boolean tty,
        OptionalInt columns,
        Environment environment,
        Clock clock,
        Function<String, Optional<Secret>> prompt,
        Function<String, Optional<Boolean>> confirm,
        Function<String, List<InetAddress>> addresses,
        Function<Runnable, Runnable> termination,
        Function<Boolean, Optional<Canvas>> canvas) {

    /// The real world. The launcher tells whether stdout is a terminal and how wide it is: asking
    /// for it from Java costs more than the whole look.
    static World system() {
        Environment environment = new Environment(System.getenv(), home());
        boolean tty = Boolean.getBoolean("poolmon.tty");
        return new World(
                standardInput(),
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                tty,
                width(System.getProperty("poolmon.columns")),
                environment,
                Clock.systemUTC(),
                World::ask,
                World::agreed,
                World::resolve,
                World::onTermination,
                tty ? World::canvas : _ -> Optional.empty());
    }

    /// The screen for the live view. A terminal that cannot show it gets lines instead, and a word
    /// of why.
    Optional<Canvas> screen(boolean colour) throws IOException {
        Optional<Canvas> screen = canvas.apply(colour);
        if (screen.isEmpty() && tty) {
            err.write(
                    "This terminal cannot be drawn on, so there is a line for each look"
                            + " (its type is in TERM, its size what 'stty size' says).\n");
            err.flush();
        }
        return screen;
    }

    /// `HOME` as everywhere, else what the system knows of the user; Java says `?` for nothing.
    private static Optional<Path> home() {
        String told = System.getenv("HOME");
        String home = told == null || told.isEmpty() ? System.getProperty("user.home") : told;
        return home == null || !home.startsWith("/")
                ? Optional.empty()
                : Optional.of(Path.of(home));
    }

    /// Read by way of a channel, which an interrupt breaks off.
    private static InputStream standardInput() {
        return Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
    }

    /// Not `System.out`, which swallows errors: a full disk must not pass for a written report.
    private static Writer utf8(FileDescriptor descriptor) {
        return new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
    }

    private static OptionalInt width(@Nullable String columns) {
        if (columns == null || columns.isEmpty() || columns.length() > 5) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < columns.length(); i++) {
            if (columns.charAt(i) < '0' || columns.charAt(i) > '9') {
                return OptionalInt.empty();
            }
        }
        int width = Integer.parseInt(columns);
        return width > 0 ? OptionalInt.of(width) : OptionalInt.empty();
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /// By the JVM's own dispatcher of signals: no thread of ours waits in native code.
    private static Runnable onTermination(Runnable stop) {
        Object before = Signals.register("TERM", stop);
        return () -> Signals.unregister("TERM", before);
    }

    private static Optional<Boolean> agreed(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readLine("%s", question))
                .map(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }

    /// The screen, where both ends of it are a terminal.
    private static Optional<Canvas> canvas(boolean colour) {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TerminalCanvas.open(colour));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Optional<Secret> ask(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s", question))
                .map(typed -> new Secret(new String(typed)));
    }
}

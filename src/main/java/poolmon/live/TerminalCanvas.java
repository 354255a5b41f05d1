package poolmon.live;

import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;

import poolmon.columns.Role;
import poolmon.live.Input.Kind;

import java.io.IOError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The terminal that poolmon runs in, drawn on by JLine, which writes only what has changed.
///
/// Whatever ends the view, the terminal is left as it was: by [#close()], and for SIGTERM by a hook
/// at the end of the process.
public final class TerminalCanvas implements Canvas {
    private static final long ESCAPE_PATIENCE = 50;

    private final Terminal terminal;
    private final Display display;
    private final Attributes before;
    private final boolean colour;
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final Thread restorer = new Thread(this::leave);
    private boolean entered;

    private TerminalCanvas(Terminal terminal, boolean colour) {
        this.terminal = terminal;
        this.colour = colour;
        this.before = terminal.getAttributes();
        this.display = new Display(terminal, true);
    }

    /// Takes the terminal.
    ///
    /// @param colour whether colours may be used
    /// @throws IOException where there is none that a screen can be drawn on
    public static Canvas open(boolean colour) throws IOException {
        // else two hooks run side by side at SIGTERM, and the library's closes the terminal under
        // the one that hands it back
        System.setProperty(ShutdownHooks.PROP_DISABLE_SHUTDOWN_HOOK, "true");
        Terminal terminal =
                TerminalBuilder.builder()
                        .system(true)
                        .jni(false)
                        .dumb(false)
                        .nativeSignals(true)
                        .build();
        if (!canBeDrawnOn(terminal)) {
            terminal.close();
            throw new IOException("this terminal cannot be drawn on");
        }
        TerminalCanvas canvas = new TerminalCanvas(terminal, colour);
        canvas.enter();
        terminal.handle(Signal.WINCH, _ -> canvas.inputs.add(Input.of(Kind.RESIZED)));
        terminal.handle(Signal.INT, _ -> canvas.inputs.add(Input.of(Kind.INTERRUPTED)));
        terminal.handle(Signal.TSTP, _ -> canvas.suspend());
        terminal.handle(Signal.CONT, _ -> canvas.resume());
        Runtime.getRuntime().addShutdownHook(canvas.restorer);
        Thread keys = new Thread(canvas::readKeys, "poolmon-keys");
        keys.setDaemon(true);
        keys.start();
        return canvas;
    }

    /// Not the console of an editor or a build server, whose cursor cannot be moved or whose size
    /// nobody knows.
    private static boolean canBeDrawnOn(Terminal terminal) {
        String type = terminal.getType();
        return !type.equals(Terminal.TYPE_DUMB)
                && !type.equals(Terminal.TYPE_DUMB_COLOR)
                && terminal.getStringCapability(Capability.cursor_address) != null
                && terminal.getColumns() > 0
                && terminal.getRows() > 0;
    }

    private synchronized void enter() {
        terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.puts(Capability.keypad_xmit);
        terminal.flush();
        entered = true;
    }

    private synchronized void leave() {
        if (entered) {
            entered = false;
            terminal.puts(Capability.keypad_local);
            terminal.puts(Capability.cursor_visible);
            if (!terminal.puts(Capability.exit_ca_mode)) {
                // what was drawn stays, and the shell goes on below it
                terminal.puts(Capability.cursor_address, size().rows() - 1, 0);
                terminal.writer().println();
            }
            terminal.flush();
            terminal.setAttributes(before);
        }
    }

    /// Hands the terminal back, and stops as any program does; the shell lets it go on with `fg`.
    private void suspend() {
        leave();
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException cannotStop) {
            resume();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void resume() {
        enter();
        inputs.add(Input.of(Kind.RESUMED));
    }

    private void readKeys() {
        BindingReader reader = new BindingReader(terminal.reader());
        KeyMap<Kind> keys = keys();
        try {
            while (true) {
                Kind kind = reader.readBinding(keys);
                if (kind == null) {
                    break; // the terminal is gone
                }
                inputs.add(
                        kind == Kind.TEXT ? Input.typed(reader.getLastBinding()) : Input.of(kind));
            }
        } catch (EndOfFileException | IOError gone) {
            // told below
        }
        if (!isProcessEnding()) {
            inputs.add(Input.of(Kind.INTERRUPTED));
        }
    }

    /// When the window is closed the keys end as well; the exit code is then that of the signal.
    private static boolean isProcessEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    private KeyMap<Kind> keys() {
        KeyMap<Kind> keys = new KeyMap<>();
        keys.setAmbiguousTimeout(ESCAPE_PATIENCE);
        keys.setNomatch(Kind.TEXT);
        keys.setUnicode(Kind.TEXT);
        bind(keys, Kind.UP, Capability.key_up, "\u001b[A");
        bind(keys, Kind.DOWN, Capability.key_down, "\u001b[B");
        bind(keys, Kind.LEFT, Capability.key_left, "\u001b[D");
        bind(keys, Kind.RIGHT, Capability.key_right, "\u001b[C");
        bind(keys, Kind.PAGE_UP, Capability.key_ppage, "\u001b[5~");
        bind(keys, Kind.PAGE_DOWN, Capability.key_npage, "\u001b[6~");
        bind(keys, Kind.HOME, Capability.key_home, "\u001b[H");
        bind(keys, Kind.END, Capability.key_end, "\u001b[F");
        bind(keys, Kind.BACK_TAB, Capability.key_btab, "\u001b[Z");
        bind(keys, Kind.BACKSPACE, Capability.key_backspace, "\u007f");
        keys.bind(Kind.BACKSPACE, "\b");
        keys.bind(Kind.TAB, "\t");
        keys.bind(Kind.ENTER, "\r", "\n");
        keys.bind(Kind.ESCAPE, "\u001b");
        for (char c = ' '; c < 127; c++) {
            keys.bind(Kind.TEXT, Character.toString(c));
        }
        return keys;
    }

    private void bind(KeyMap<Kind> keys, Kind kind, Capability capability, String usual) {
        String own = KeyMap.key(terminal, capability);
        if (own != null) {
            keys.bind(kind, own);
        }
        keys.bind(kind, usual);
    }

    @Override
    public Size size() {
        int columns = terminal.getColumns();
        int rows = terminal.getRows();
        return new Size(columns < 1 ? 80 : columns, Math.max(rows < 1 ? 24 : rows, 3));
    }

    @Override
    public synchronized void show(List<Line> lines) {
        if (!entered) {
            return;
        }
        Size size = size();
        if (display.getRows() != size.rows() || display.getColumns() != size.columns()) {
            // not by asking the terminal again: one that has lost its size says 0, and 0 columns
            // are more than there is memory for
            display.resize(org.jline.terminal.Size.of(size.columns(), size.rows()));
            display.clear();
            terminal.puts(Capability.clear_screen);
        }
        List<AttributedString> drawn = new ArrayList<>();
        for (Line line : lines) {
            drawn.add(drawn(line));
        }
        display.update(drawn, -1);
        terminal.flush();
    }

    private AttributedString drawn(Line line) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        for (Span span : line.spans()) {
            text.styled(style(span), span.text());
        }
        return text.toAttributedString();
    }

    private AttributedStyle style(Span span) {
        AttributedStyle style = colour ? coloured(span.role()) : AttributedStyle.DEFAULT;
        return span.isMarked() ? style.inverse() : style;
    }

    private static AttributedStyle coloured(Role role) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        return switch (role) {
            case PLAIN -> plain;
            case HEADING -> plain.bold();
            case DIM -> plain.faint();
            case HEALTHY -> plain.foreground(AttributedStyle.GREEN);
            case DEGRADED -> plain.foreground(AttributedStyle.YELLOW);
            case CRITICAL -> plain.foreground(AttributedStyle.RED).bold();
            case ERROR -> plain.foreground(AttributedStyle.MAGENTA);
        };
    }

    @Override
    public Optional<Input> input(long millis) throws InterruptedException {
        Input input = inputs.poll(millis, TimeUnit.MILLISECONDS);
        if (input != null && input.kind() == Kind.RESUMED) {
            synchronized (this) {
                display.clear();
                terminal.puts(Capability.clear_screen);
            }
        }
        return Optional.ofNullable(input);
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(restorer);
        } catch (IllegalStateException endingAlready) {
            return;
        }
        try {
            terminal.close();
        } catch (IOException alreadyGone) {
            // nothing more is wanted of it
        }
    }
}

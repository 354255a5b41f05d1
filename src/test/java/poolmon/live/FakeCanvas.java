package poolmon.live;

import poolmon.live.Input.Kind;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A screen without a terminal: what stands on it can be read, and keys can be typed.
final class FakeCanvas implements Canvas {
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private volatile Size size;
    private volatile List<Line> shown = List.of();
    private volatile boolean gone;
    private volatile boolean closed;

    FakeCanvas(int columns, int rows) {
        size = new Size(columns, rows);
    }

    void type(String keys) {
        keys.codePoints().forEach(c -> inputs.add(Input.typed(Character.toString(c))));
    }

    void press(Kind kind) {
        inputs.add(Input.of(kind));
    }

    void resize(int columns, int rows) {
        size = new Size(columns, rows);
        inputs.add(Input.of(Kind.RESIZED));
    }

    /// The user has closed the window.
    void lose() {
        gone = true;
    }

    boolean isClosed() {
        return closed;
    }

    List<Line> lines() {
        return shown;
    }

    String text() {
        return String.join("\n", shown.stream().map(Line::text).toList());
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public void show(List<Line> lines) {
        shown = List.copyOf(lines);
    }

    @Override
    public Optional<Input> input(long millis) throws IOException, InterruptedException {
        if (gone) {
            throw new IOException("the terminal is gone");
        }
        return Optional.ofNullable(inputs.poll(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        closed = true;
    }
}

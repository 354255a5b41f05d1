package poolmon.live;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What the live view is drawn on, and where its keys come from.
public interface Canvas extends AutoCloseable {
    /// Columns and rows.
    record Size(int columns, int rows) {}

    /// How large it is at the moment.
    Size size();

    /// Shows these lines, as many as there are rows at most.
    void show(List<Line> lines);

    /// The next thing that the user did, within so many milliseconds.
    ///
    /// @throws IOException where there is no user any more
    Optional<Input> input(long millis) throws IOException, InterruptedException;

    /// Leaves the screen as it was.
    @Override
    void close();
}

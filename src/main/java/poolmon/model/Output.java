package poolmon.model;

import java.io.IOException;

/// Prints reports in one format. An output derives nothing: no status, no threshold, no time.
@FunctionalInterface
public interface Output {

    /// Prints the whole report.
    ///
    /// @throws IOException when the reader is gone or the disk is full
    void print(Report report) throws IOException;
}

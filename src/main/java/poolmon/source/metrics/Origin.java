package poolmon.source.metrics;

import java.util.List;
import java.util.Set;

/// A library or program whose metrics tell of connection pools.
interface Origin {

    /// How it stands in JSON and in sentences, for example `hikaricp`.
    String name();

    /// Every metric that is read, by its name in the Prometheus text format.
    Set<String> metrics();

    /// The metric that shows best that there is a pool, for a sentence that says what would have
    /// been read.
    String telltale();

    /// The pools that the samples tell of.
    List<MeteredPool> pools(Samples samples);
}

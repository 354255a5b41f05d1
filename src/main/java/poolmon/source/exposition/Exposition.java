package poolmon.source.exposition;

import java.util.List;

/// What a text said of the metrics that were asked for.
///
/// @param samples in the order of the text
/// @param series how many lines with a value there were, those of other metrics included
/// @param troubles sentences about what could not be read though it was asked for, at most a few
public record Exposition(List<Sample> samples, long series, List<String> troubles) {
    public Exposition {
        samples = List.copyOf(samples);
        troubles = List.copyOf(troubles);
    }
}

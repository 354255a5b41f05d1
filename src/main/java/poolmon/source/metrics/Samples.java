package poolmon.source.metrics;

import poolmon.source.exposition.Sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Samples by the name of their metric.
public final class Samples {
    private final Map<String, List<Sample>> byName = new HashMap<>();

    /// The given samples, in their order.
    public Samples(List<Sample> all) {
        for (Sample sample : all) {
            byName.computeIfAbsent(sample.name(), name -> new ArrayList<>()).add(sample);
        }
    }

    /// The samples of one metric; none where it is not there.
    List<Sample> of(String name) {
        return byName.getOrDefault(name, List.of());
    }
}

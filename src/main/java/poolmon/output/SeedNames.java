package poolmon.output;

import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names of the entries in the seed's bodies. Who reads them looks for `database` and `redis`,
/// so that what belongs to the only target of its kind keeps its name; where there are several,
/// each name says whose it is.
final class SeedNames {
    private final Map<Target.Kind, Integer> counts = new EnumMap<>(Target.Kind.class);
    private final Set<String> taken = new HashSet<>();

    SeedNames(List<Section> sections) {
        for (Section section : sections) {
            for (TargetReport target : section.report().targets()) {
                counts.merge(target.target().kind(), 1, Integer::sum);
            }
        }
    }

    /// The name for something of a target; no other entry gets it.
    ///
    /// @param name as the target knows it
    String of(Section section, TargetReport target, String name) {
        String owner = section.name().isEmpty() ? target.target().shown() : section.name();
        boolean only = counts.getOrDefault(target.target().kind(), 0) == 1;
        String wanted = only ? name : name + "@" + owner;
        String unique = wanted;
        for (int i = 2; !taken.add(unique); i++) {
            unique = wanted + "#" + i;
        }
        return unique;
    }
}

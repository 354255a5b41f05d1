package poolmon.output;

import java.util.List;

/// What is known of one kind of finding.
///
/// @param code its word in every output
/// @param means what it is and why it matters
/// @param told by what it is told
/// @param remedy what to do, in order: now, soon, for good
public record Explanation(String code, String means, String told, List<String> remedy) {
    public Explanation {
        remedy = List.copyOf(remedy);
    }
}

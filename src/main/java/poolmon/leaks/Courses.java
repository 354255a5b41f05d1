package poolmon.leaks;

import poolmon.model.Finding;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.util.List;
import java.util.Map;

/// How something goes on from look to look.
public interface Courses {

    /// Adds a look. What could not be looked at leaves a gap.
    ///
    /// @param seconds since the first look
    void add(double seconds, List<TargetReport> look);

    /// What is held of it at the end, by target.
    Map<Target, List<Finding>> findings();
}

package poolmon.leaks;

import poolmon.model.Finding;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Several courses of the same looks.
public record AllCourses(List<Courses> all) implements Courses {
    public AllCourses {
        all = List.copyOf(all);
    }

    @Override
    public void add(double seconds, List<TargetReport> look) {
        all.forEach(each -> each.add(seconds, look));
    }

    @Override
    public Map<Target, List<Finding>> findings() {
        Map<Target, List<Finding>> findings = new HashMap<>();
        for (Courses each : all) {
            each.findings()
                    .forEach(
                            (target, found) ->
                                    findings.computeIfAbsent(target, any -> new ArrayList<>())
                                            .addAll(found));
        }
        return findings;
    }
}

package poolmon.source.prometheus;

import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;
import poolmon.source.metrics.MeteredPool;

/// Who has a pool that a Prometheus knows of.
final class Owners {
    private Owners() {}

    /// The pool with who has it: the instance that was scraped, and its job where there are
    /// several.
    static DatabasePool owned(MeteredPool metered, boolean severalJobs) {
        String instance = label(metered, "instance");
        String job = label(metered, "job");
        String owner =
                instance.isEmpty()
                        ? metered.labels().toString()
                        : severalJobs && !job.isEmpty() ? job + " " + instance : instance;
        return metered.pool().of(new ServerText(owner));
    }

    static String label(MeteredPool pool, String name) {
        return pool.labels().getOrDefault(name, "");
    }
}

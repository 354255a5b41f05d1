package poolmon.rules;

import poolmon.capacity.Trend;
import poolmon.model.JudgedPool;
import poolmon.model.PoolTrend.Correlation;
import poolmon.model.ServerText;
import poolmon.model.Status;

import java.util.List;
import java.util.Optional;

/// How the utilisation of a pool went on, wherever that is known from.
///
/// @param target whose pool it is
/// @param latest the pool as it was last seen, judged
/// @param points one or more, by time
/// @param gone whether it was not there any more at the end
/// @param failed how the target stands where it did not answer at the end
record Course(
        ServerText target,
        JudgedPool latest,
        List<Trend.Point> points,
        boolean gone,
        Optional<Status> failed,
        List<Correlation> correlations) {}

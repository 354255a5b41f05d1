package poolmon.output;

import poolmon.columns.Show;
import poolmon.model.Figures;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.Reading.RecordingReading;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.util.List;
import java.util.Optional;

/// The one sentence that says where the pools of a target are going.
final class TrendAnswers {
    private TrendAnswers() {}

    static String sentence(TargetReport report) {
        List<PoolTrend> trends = report.trends();
        Optional<PoolTrend> worst = worst(trends);
        if (worst.isEmpty()) {
            return "no pool that was asked for has a known utilisation";
        }
        String told = told(worst.get(), report.target().shown());
        return trends.size() == 1
                ? told
                : Figures.count(trends.size(), "pool")
                        + ", "
                        + rising(trends)
                        + " rising; "
                        + (worst.get().status() == Status.HEALTHY ? "the fullest: " : "the worst: ")
                        + told;
    }

    private static String told(PoolTrend trend, String target) {
        String name = "pool \"" + Show.named(trend.latest().pool().name()) + "\"";
        String owner = trend.target().shown().equals(target) ? "" : " of " + trend.target().shown();
        String now =
                Show.percent(trend.latest().percent(), trend.latest().status())
                        + Sheet.NO_BREAK
                        + "%";
        return name
                + owner
                + switch (trend.direction()) {
                    case RISING ->
                            ", now "
                                    + now
                                    + ", rises"
                                    + trend.critical()
                                            .map(r -> "; critical in " + Figures.age(r.in()))
                                            .orElse("");
                    case FALLING -> ", now " + now + ", falls";
                    case NONE -> ", now " + now + ", no trend";
                    case TOO_FEW -> ", now " + now + ", too few looks to tell a trend";
                    case GONE -> " was not there any more at the end";
                };
    }

    private static long rising(List<PoolTrend> trends) {
        return trends.stream().filter(t -> t.direction() == Direction.RISING).count();
    }

    private static Optional<PoolTrend> worst(List<PoolTrend> trends) {
        PoolTrend worst = null;
        for (PoolTrend trend : trends) {
            if (worst == null || TrendPage.worstFirst(trend, worst) < 0) {
                worst = trend;
            }
        }
        return Optional.ofNullable(worst);
    }

    /// How much of a recording was read. What lines that are skipped are is not known.
    static String looked(RecordingReading recording) {
        long torn = recording.unreadable();
        if (recording.every() > 1) {
            return Figures.count(recording.lines(), "line")
                    + ", one in "
                    + recording.every()
                    + " read, "
                    + (torn == 0 ? "" : torn + " of them unreadable, ");
        }
        return Figures.count(recording.lines() - torn, "look")
                + ", "
                + (torn == 0 ? "" : Figures.count(torn, "unreadable line") + ", ");
    }
}

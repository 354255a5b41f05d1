package poolmon.columns;

import poolmon.model.Decimal;
import poolmon.model.Figures;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Companion;
import poolmon.model.PoolTrend.Correlation;
import poolmon.model.PoolTrend.Line;
import poolmon.model.PoolTrend.Reach;
import poolmon.model.ServerText;
import poolmon.model.Thresholds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// What a trend says, in words.
public final class TrendWords {
    private TrendWords() {}

    /// Which pool it is about: `database of http://127.0.0.1:8000`.
    ///
    /// @param target whose target's report it stands in, as it shows itself
    public static String name(PoolTrend trend, String target) {
        String instance = PoolColumns.instance(trend.latest());
        String owner = trend.target().shown();
        return PoolColumns.name(trend.latest())
                + (instance.isEmpty() ? "" : " at " + instance)
                + (owner.equals(target) ? "" : " of " + owner);
    }

    /// Where it is going, and how sure that is.
    public static String course(PoolTrend trend) {
        String looks =
                Figures.count(trend.looks(), "look")
                        + " in "
                        + Figures.age(Duration.between(trend.first(), trend.last()));
        return switch (trend.direction()) {
            case RISING -> "rises by " + pace(trend, 1) + ", " + looks;
            case FALLING -> "falls by " + pace(trend, -1) + ", " + looks;
            case NONE ->
                    "no trend ("
                            + trend.line().map(line -> p(line) + ", ").orElse("")
                            + looks
                            + ")";
            case TOO_FEW -> looks + " are too few to tell a trend; it takes 10";
            case GONE -> "was not there any more at the end, " + looks + " before";
        };
    }

    private static String pace(PoolTrend trend, int sign) {
        Line line = trend.line().orElseThrow();
        String low = Show.decimal(sign * (sign > 0 ? line.low() : line.high()), 1);
        String high = Show.decimal(sign * (sign > 0 ? line.high() : line.low()), 1);
        return Show.decimal(sign * line.perHour(), 1)
                + " percentage points an hour ("
                + low
                + " to "
                + high
                + ", "
                + p(line)
                + ")";
    }

    private static String p(Line line) {
        return line.p() < 0.001 ? "p < 0.001" : "p = " + Show.decimal(line.p(), 3);
    }

    /// When the thresholds are reached; nothing where they are not.
    public static Optional<String> reaches(PoolTrend trend, Thresholds thresholds) {
        List<String> parts = new ArrayList<>();
        trend.warning().ifPresent(reach -> parts.add(reach(thresholds.warning(), reach)));
        trend.critical().ifPresent(reach -> parts.add(reach(thresholds.critical(), reach)));
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    /// For example `95 % in 42m 10s (31m 00s to 1h 05m)`.
    public static String reach(double percent, Reach reach) {
        return threshold(percent)
                + " in "
                + Figures.age(reach.in())
                + " ("
                + Figures.age(reach.earliest())
                + reach.latest().map(latest -> " to " + Figures.age(latest)).orElse(" or more")
                + ")";
    }

    /// A threshold with its sign: `80 %`, `92.5 %`.
    public static String threshold(double percent) {
        return Decimal.of(percent).stripped().plain() + " %";
    }

    /// What goes together with the utilisation.
    public static String companions(PoolTrend trend) {
        StringJoiner parts = new StringJoiner("; ");
        for (Correlation each : trend.correlations()) {
            parts.add(
                    word(each.with())
                            + ": "
                            + (each.rho().isPresent()
                                    ? "ρ "
                                            + Show.signed(each.rho().getAsDouble(), 2)
                                            + " (n = "
                                            + each.count()
                                            + ")"
                                    : new ServerText(each.remark()).shown()));
        }
        return parts.length() == 0 ? "" : "utilisation with " + parts;
    }

    private static String word(Companion with) {
        return switch (with) {
            case LATENCY -> "latency";
            case ACQUIRE_TIME -> "time to get a connection";
            case ERROR_RATE -> "error rate";
        };
    }
}

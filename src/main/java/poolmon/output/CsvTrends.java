package poolmon.output;

import poolmon.columns.Show;
import poolmon.model.Figures;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Companion;
import poolmon.model.PoolTrend.Correlation;
import poolmon.model.PoolTrend.Reach;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The rows of trends.
record CsvTrends(Csv csv) {
    static final List<String> COLUMNS =
            List.of(
                    "target",
                    "name",
                    "kind",
                    "instance",
                    "status",
                    "direction",
                    "looks",
                    "first",
                    "last",
                    "utilization_percent",
                    "percent_per_hour",
                    "percent_per_hour_low",
                    "percent_per_hour_high",
                    "p",
                    "warning_in_seconds",
                    "warning_earliest_seconds",
                    "warning_latest_seconds",
                    "critical_in_seconds",
                    "critical_earliest_seconds",
                    "critical_latest_seconds",
                    "latency_rho",
                    "acquire_time_rho",
                    "error_rate_rho",
                    "error");

    void rows(TargetReport target) throws IOException {
        for (PoolTrend trend : target.trends()) {
            row(trend);
        }
    }

    private void row(PoolTrend trend) throws IOException {
        PoolFacts facts = PoolFacts.of(trend.latest());
        csv.text(trend.target());
        csv.text(facts.name());
        csv.own(facts.kind());
        csv.text(facts.instance());
        csv.own(trend.status().word());
        csv.own(trend.direction().word());
        csv.own(Integer.toString(trend.looks()));
        csv.own(Show.time(trend.first()));
        csv.own(Show.time(trend.last()));
        OptionalDouble percent = trend.latest().percent();
        csv.own(
                percent.isPresent() && Double.isFinite(percent.getAsDouble())
                        ? Double.toString(Figures.twoDecimals(percent.getAsDouble()))
                        : "");
        figure(trend.line().map(PoolTrend.Line::perHour));
        figure(trend.line().map(PoolTrend.Line::low));
        figure(trend.line().map(PoolTrend.Line::high));
        figure(trend.line().map(PoolTrend.Line::p));
        reach(trend.warning());
        reach(trend.critical());
        for (Companion with :
                List.of(Companion.LATENCY, Companion.ACQUIRE_TIME, Companion.ERROR_RATE)) {
            rho(trend, with);
        }
        csv.own("");
        csv.end();
    }

    private void figure(Optional<Double> value) throws IOException {
        csv.own(value.map(figure -> Show.decimal(figure, 4)).orElse(""));
    }

    private void reach(Optional<Reach> reach) throws IOException {
        seconds(reach.map(Reach::in));
        seconds(reach.map(Reach::earliest));
        seconds(reach.flatMap(Reach::latest));
    }

    private void seconds(Optional<Duration> span) throws IOException {
        csv.own(span.map(time -> Long.toString(time.toSeconds())).orElse(""));
    }

    private void rho(PoolTrend trend, Companion with) throws IOException {
        OptionalDouble rho = OptionalDouble.empty();
        for (Correlation each : trend.correlations()) {
            rho = each.with() == with ? each.rho() : rho;
        }
        csv.own(rho.isPresent() ? Show.decimal(rho.getAsDouble(), 4) : "");
    }
}

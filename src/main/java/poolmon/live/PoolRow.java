package poolmon.live;

import poolmon.columns.Role;
import poolmon.columns.Show;
import poolmon.columns.TextWidth;
import poolmon.model.Figures;
import poolmon.model.JudgedPool;
import poolmon.model.Pool;
import poolmon.model.Status;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One pool, or a target that has none to show.
///
/// @param target as it is now
/// @param shown as it is, or was when it last told of its pools
record PoolRow(TargetReport target, TargetReport shown, Optional<JudgedPool> pool) {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final int NAME = 24;

    static List<PoolRow> of(Scene scene) {
        List<PoolRow> rows = new ArrayList<>();
        for (TargetReport target : scene.report().targets()) {
            TargetReport shown = scene.known(target);
            if (shown.pools().isEmpty()) {
                rows.add(new PoolRow(target, shown, Optional.empty()));
            }
            for (JudgedPool pool : shown.pools()) {
                rows.add(new PoolRow(target, shown, Optional.of(pool)));
            }
        }
        return rows;
    }

    /// What a pool is called on the screen.
    static String name(Pool pool) {
        String name = Show.named(pool.name());
        String who =
                pool instanceof Pool.DatabasePool database && database.instance().isPresent()
                        ? " " + database.instance().get().shown()
                        : "";
        return switch (pool) {
            case Pool.ServerSlots ignored -> "server slots";
            case Pool.RedisSlots ignored -> "client slots";
            case Pool.BouncerSlots ignored -> "PgBouncer clients";
            case Pool.ConnectionLimit limit ->
                    "limit of "
                            + (limit.scope() == Pool.ConnectionLimit.Scope.DATABASE
                                    ? "database "
                                    : "role ")
                            + name;
            default -> name + who;
        };
    }

    /// A letter-like mark beside the colour, for those who do not see it.
    static String glyph(Status status) {
        return switch (status) {
            case HEALTHY -> "✓";
            case DEGRADED -> "▲";
            case CRITICAL -> "✖";
            case ERROR -> "?";
            case UNKNOWN -> "·";
        };
    }

    String searched() {
        return (pool.map(p -> name(p.pool())).orElse("") + " " + target.target().shown());
    }

    Line line(Scene scene, int width, boolean several) {
        Status status =
                target.failure().isPresent()
                        ? Status.ERROR
                        : pool.map(JudgedPool::status).orElse(target.status());
        Role role = Role.of(status);
        String label =
                pool.map(p -> name(p.pool())).orElse("")
                        + (several || pool.isEmpty() ? " " + place() : "");
        int named = Math.min(several ? NAME + 12 : NAME, Math.max(16, width / 4));
        Line line =
                Line.of(" " + glyph(status) + " ", role)
                        .and(padded(label.strip(), named) + " ", Role.PLAIN);
        if (pool.isEmpty()) {
            return line.and(trouble(scene), role).fit(width);
        }
        Role figures = target.failure().isPresent() ? Role.DIM : role;
        double percent = pool.get().percent().orElse(Double.NaN);
        int gauge = Math.clamp(width - named - 46L, 8, 40);
        if (target.failure().isEmpty()) { // else the room is for what is wrong
            line = line.and(gauge(percent, gauge, scene.report().thresholds()), figures);
        }
        line =
                line.and(
                        " "
                                + left(
                                        Double.isNaN(percent)
                                                ? ""
                                                : Figures.percent(percent, status) + "%",
                                        6)
                                + " "
                                + left(used(), 9),
                        figures);
        line = line.and(" " + beside(scene), Role.PLAIN);
        if (width >= 80) {
            line = line.and(" " + sparkline(scene, width >= 120 ? 30 : 12), Role.DIM);
        }
        return line.fit(width);
    }

    private String place() {
        String shown = target.target().shown();
        return shown.substring(shown.indexOf("://") < 0 ? 0 : shown.indexOf("://") + 3)
                .replaceFirst("^[^@/]*@", "");
    }

    private String used() {
        return pool.flatMap(JudgedPool::utilization)
                .map(u -> u.used() + "/" + u.capacity())
                .orElse("");
    }

    /// What stands behind the figures: trouble, or who waits and where it goes, or how fast it
    /// answers.
    private String beside(Scene scene) {
        if (target.failure().isPresent()) {
            return trouble(scene);
        }
        JudgedPool judged = pool.orElseThrow();
        List<String> words = new ArrayList<>();
        if (judged.pool() instanceof Pool.DatabasePool database
                && database.waiting().orElse(0) > 0) {
            words.add(database.waiting().getAsLong() + " waiting");
        }
        Thresholds marks = scene.report().thresholds();
        for (double mark : new double[] {marks.critical(), marks.warning()}) {
            Optional<String> forecast =
                    scene.history()
                            .until(mark, shown, judged, scene.report().at())
                            .map(time -> Math.round(mark) + "% in " + Figures.age(time));
            if (forecast.isPresent()) {
                words.add(forecast.get());
                break;
            }
        }
        words.add(Show.latency(target.answer().latency()));
        double errors = scene.history().errorPercent(target.target(), scene.report().at());
        if (errors > 0) {
            words.add(Math.round(errors) + "% errors");
        }
        return String.join(", ", words);
    }

    private String trouble(Scene scene) {
        String age = scene.age(target).map(a -> "as of " + Figures.age(a) + " ago: ").orElse("");
        return target.failure()
                .map(failure -> age + failure.message().shown())
                .orElse("nothing that could fill up");
    }

    /// `█` for what is used; where the thresholds stand in the rest is a mark.
    private static String gauge(double percent, int width, Thresholds thresholds) {
        int filled =
                Double.isNaN(percent) ? 0 : Math.clamp(Math.round(percent / 100 * width), 0, width);
        StringBuilder gauge = new StringBuilder("█".repeat(filled));
        int warning = (int) (thresholds.warning() / 100 * width);
        int critical = (int) (thresholds.critical() / 100 * width);
        for (int i = filled; i < width; i++) {
            gauge.append(i == warning || i == critical ? '┊' : '·');
        }
        return gauge.toString();
    }

    private String sparkline(Scene scene, int most) {
        StringBuilder spark = new StringBuilder();
        for (double percent :
                scene.history().course(shown, pool.orElseThrow(), scene.report().at(), most)) {
            int level = (int) Math.clamp(percent / 100 * BLOCKS.length(), 0, BLOCKS.length() - 1);
            spark.append(BLOCKS.charAt(level));
        }
        return spark.toString();
    }

    private static String padded(String text, int width) {
        String cut = TextWidth.cut(text, width);
        return cut + " ".repeat(Math.max(0, width - TextWidth.of(cut)));
    }

    private static String left(String text, int width) {
        return " ".repeat(Math.max(0, width - TextWidth.of(text))) + text;
    }
}

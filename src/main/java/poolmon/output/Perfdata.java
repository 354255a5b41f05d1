package poolmon.output;

import poolmon.model.Figures;
import poolmon.model.Thresholds;

import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// Performance data as the Monitoring Plugins Development Guidelines have it:
/// `'label'=value[UOM];[warn];[crit];[min];[max]`. Thresholds are ranges: `11` raises an alert at
/// 12 and above.
final class Perfdata {
    private final StringBuilder text = new StringBuilder();
    private final Set<String> labels = new HashSet<>();

    /// A count without thresholds.
    void count(String label, long value) {
        add(label, value + ";;;0");
    }

    /// A count of so many, without thresholds.
    void of(String label, long value, long most) {
        add(label, value + ";;;0;" + most);
    }

    /// A time in seconds.
    void seconds(String label, double value) {
        add(label, value + "s;;;0");
    }

    /// A utilisation.
    void percent(String label, OptionalDouble percent, Thresholds thresholds) {
        if (percent.isPresent() && Double.isFinite(percent.getAsDouble())) {
            add(
                    label,
                    Figures.twoDecimals(percent.getAsDouble())
                            + "%;"
                            + thresholds.warning()
                            + ";"
                            + thresholds.critical()
                            + ";0;100");
        }
    }

    /// Connections in use of so many.
    void used(String label, long used, OptionalLong capacity, Thresholds thresholds) {
        if (capacity.isEmpty()) {
            count(label, used);
            return;
        }
        long most = capacity.getAsLong();
        add(
                label,
                used + ";" + warn(most, thresholds) + ";" + crit(most, thresholds) + ";0;" + most);
    }

    /// The largest use that is still healthy. That the warning threshold is itself degraded cannot
    /// be said of a percentage, but it can of whole connections.
    private static String warn(long capacity, Thresholds thresholds) {
        long reached = (long) Math.ceil(capacity * thresholds.warning() / 100);
        return reached == 0 ? "@0:" : Long.toString(Math.min(reached, capacity) - 1);
    }

    /// The largest use that is not critical: a pool that is full is, whatever the threshold.
    private static long crit(long capacity, Thresholds thresholds) {
        long below = (long) Math.floor(capacity * thresholds.critical() / 100);
        return Math.min(below, capacity - 1);
    }

    /// Graphs are kept by label, so that each stands once; a namesake gets a number.
    private void add(String label, String value) {
        String clean = label.replace('=', ':').replace('|', '/').replace("'", "''");
        String unique = clean;
        for (int i = 2; !labels.add(unique); i++) {
            unique = clean + " " + i;
        }
        text.append(text.isEmpty() ? "" : " ").append('\'').append(unique).append("'=");
        text.append(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

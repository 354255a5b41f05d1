package poolmon.leaks;

import poolmon.model.Figures;
import poolmon.series.MannKendall;
import poolmon.series.TheilSen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a pool leaks, from how it goes on. A pool under load gives back what it took; one that
/// leaks never does. So what counts is not how much is checked out but the least that is, in each
/// stretch of time, and which sessions are held throughout.
///
/// Three symptoms: sessions that never come back, by their identity; a rolling minimum that rises
/// while the traffic does not; an overflow that grows with it. Where the server is seen the first
/// is enough by itself. Where only counts are known, a rise that traffic may explain stays
/// undecided.
final class LeakOverTime {
    /// Below this there is nothing to be said of a trend.
    static final int FEWEST = 20;

    /// Stretches that the time is divided into. Their minima do not overlap, so that the test's
    /// assumption of independent values holds.
    private static final int STRETCHES = 10;

    /// So unlikely has a trend to be by chance: with ten stretches nearly every pair must rise.
    private static final double SURE = 0.002;

    /// By so many connections the minimum has to rise: one or two may be a slow request.
    private static final double RISE = 3;

    /// From here on a rise is doubted, though it may be by chance.
    private static final double DOUBTED = 0.2;

    /// A pool that had so many out for so many looks is not empty by chance at the next.
    private static final int BUSY = 4;

    private static final int SETTLED = 5;

    /// Traffic that grows by less explains no rise.
    private static final double GROWTH = 1.15;

    private LeakOverTime() {}

    /// What is held of a pool.
    enum Kind {
        LEAK,
        LOAD,
        INCONCLUSIVE
    }

    /// The verdict.
    ///
    /// @param summary in words that fit behind a name
    /// @param figures what it rests on
    /// @param stuck the sessions that were never given back
    record Course(Kind kind, String summary, List<String> figures, Set<String> stuck) {
        Course {
            figures = List.copyOf(figures);
            stuck = Set.copyOf(stuck);
        }
    }

    /// Judges the looks since the pool was last empty.
    static Course judge(List<Sample> all) {
        List<Sample> samples = sinceRestart(all);
        if (samples.size() < FEWEST) {
            return told(
                    Kind.INCONCLUSIVE,
                    "undecided: "
                            + Figures.count(samples.size(), "look")
                            + (samples.size() == 1 ? " is" : " are")
                            + " too few for a trend; give it more time with --for",
                    List.of());
        }
        double[] least = minima(samples);
        MannKendall trend = MannKendall.of(least);
        double rise = TheilSen.slope(least) * (least.length - 1);
        List<String> figures = figures(samples, least, trend, rise);
        Set<String> stuck = neverBack(samples);
        if (stuck.size() >= 2) {
            return new Course(
                    Kind.LEAK,
                    "a leak: " + stuck.size() + " sessions were taken and never given back",
                    figures,
                    stuck);
        }
        if (trend.s() <= 0 || trend.p() > DOUBTED || rise < 1) {
            return told(Kind.LOAD, "no leak: what was taken was given back", figures);
        }
        double growth = growth(samples);
        if (growth >= GROWTH) {
            return told(
                    Kind.LOAD,
                    String.format(
                            Locale.ROOT, "it grows with the traffic (× %.1f): no leak", growth),
                    figures);
        }
        if (trend.p() >= SURE || rise < RISE) {
            return told(Kind.INCONCLUSIVE, "undecided: it may grow; look for longer", figures);
        }
        return Double.isNaN(growth)
                ? told(
                        Kind.INCONCLUSIVE,
                        "undecided: it only grows, and whether the traffic does is not known",
                        figures)
                : told(
                        Kind.LEAK,
                        "a leak: the least that is checked out only grows, and the traffic does"
                                + " not",
                        figures);
    }

    private static Course told(Kind kind, String summary, List<String> figures) {
        return new Course(kind, summary, figures, Set.of());
    }

    /// A pool that never was empty and is so at the next look has been restarted, and a server
    /// whose counters are set back, too; what was before tells nothing of what is now.
    private static List<Sample> sinceRestart(List<Sample> all) {
        int start = 0;
        for (int i = 1; i < all.size(); i++) {
            Sample before = all.get(i - 1);
            Sample now = all.get(i);
            boolean setBack =
                    now.transactions().isPresent()
                            && now.transactions().getAsDouble() < before.transactions().orElse(0);
            start = setBack || isEmptied(all, i) ? i : start;
        }
        return all.subList(start, all.size());
    }

    private static boolean isEmptied(List<Sample> all, int at) {
        boolean emptied = at >= SETTLED && all.get(at).checkedOut() == 0;
        for (int i = Math.max(0, at - SETTLED); i < at; i++) {
            emptied &= all.get(i).checkedOut() >= BUSY;
        }
        return emptied;
    }

    private static double[] minima(List<Sample> samples) {
        double[] least = new double[STRETCHES];
        for (int i = 0; i < STRETCHES; i++) {
            int from = i * samples.size() / STRETCHES;
            int to = (i + 1) * samples.size() / STRETCHES;
            least[i] = Double.MAX_VALUE;
            for (Sample sample : samples.subList(from, to)) {
                least[i] = Math.min(least[i], (double) sample.checkedOut());
            }
        }
        return least;
    }

    /// Sessions that nobody has worked with since long before the end. Those that were held at the
    /// first look already have been held for longer than we know.
    private static Set<String> neverBack(List<Sample> samples) {
        int patience = Math.max(12, samples.size() / 5);
        Set<String> stuck = null;
        for (Sample sample : samples.subList(samples.size() - patience, samples.size())) {
            if (stuck == null) {
                stuck = new HashSet<>(sample.held());
            } else {
                stuck.retainAll(sample.held());
            }
        }
        return stuck == null ? Set.of() : stuck;
    }

    /// By how much the traffic of the second half exceeds that of the first; NaN where it is not
    /// known.
    private static double growth(List<Sample> samples) {
        int middle = samples.size() / 2;
        double first = rate(samples.getFirst(), samples.get(middle));
        double second = rate(samples.get(middle), samples.getLast());
        return first > 0 ? second / first : Double.NaN;
    }

    private static double rate(Sample from, Sample to) {
        if (from.transactions().isEmpty() || to.transactions().isEmpty()) {
            return Double.NaN;
        }
        double seconds = to.seconds() - from.seconds();
        return (to.transactions().getAsDouble() - from.transactions().getAsDouble()) / seconds;
    }

    private static List<String> figures(
            List<Sample> samples, double[] least, MannKendall trend, double rise) {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        List<String> figures = new ArrayList<>();
        figures.add(
                String.format(
                        Locale.ROOT,
                        "%d looks in %.0f s: the least checked out went from %.0f to %.0f"
                                + " (Theil–Sen %+.1f, Mann–Kendall p %.3f)",
                        samples.size(),
                        last.seconds() - first.seconds(),
                        least[0],
                        least[least.length - 1],
                        rise,
                        trend.p()));
        if (!Double.isNaN(rate(first, last))) {
            figures.add(
                    String.format(
                            Locale.ROOT,
                            "%.1f transactions a second, second half × %.1f",
                            rate(first, last),
                            growth(samples)));
        }
        if (first.overflow().isPresent() && last.overflow().isPresent()) {
            long grown = last.overflow().getAsLong() - first.overflow().getAsLong();
            if (grown > 0) {
                figures.add("overflow grew by " + grown);
            }
        }
        return figures;
    }
}

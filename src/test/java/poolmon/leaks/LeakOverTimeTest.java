package poolmon.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.leaks.LeakOverTime.Kind;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Simulated workloads of which it is known whether they leak.
class LeakOverTimeTest {
    private static final int SEEDS = 200;
    private static final int[] LENGTHS = {60, 120, 240};

    /// A pool under requests that come at a rate and hold a connection for a time, both of them
    /// random, looked at every two seconds. What leaks is taken and never given back.
    private static List<Sample> simulate(Workload workload, int looks, long seed, boolean server) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        Map<Integer, Double> busyUntil = new TreeMap<>();
        Set<String> leaked = new HashSet<>();
        double transactions = 1_000;
        int next = 0;
        for (int look = 0; look < looks; look++) {
            if (workload.restarts() && look == looks / 2) {
                busyUntil.clear();
                leaked.clear();
                samples.add(sample(look, 0, transactions, Set.of(), server));
                continue;
            }
            double now = look * 2.0;
            double rate = workload.rate(look, looks, random);
            busyUntil.values().removeIf(end -> end <= now);
            int room = 40 - leaked.size();
            int arrivals = poisson(rate * 2, random);
            transactions += arrivals;
            for (int i = 0; i < arrivals; i++) {
                // most are over before anybody looks; one in forty takes three seconds more
                double held = -0.6 * Math.log(1 - random.nextDouble());
                double until =
                        now - 2 * random.nextDouble() + held + (random.nextInt(40) == 0 ? 3 : 0);
                if (until > now && busyUntil.size() < room) {
                    busyUntil.put(next++, until);
                }
            }
            if (workload.leaksEvery() > 0 && look % workload.leaksEvery() == 0 && look > 0) {
                leaked.add("leak-" + look);
            }
            Set<String> held = new HashSet<>(leaked);
            for (int id : busyUntil.keySet()) {
                if (id % 3 == 0) {
                    held.add("request-" + id); // between two statements of its transaction
                }
            }
            samples.add(sample(look, busyUntil.size() + leaked.size(), transactions, held, server));
        }
        return samples;
    }

    private static Sample sample(
            int look, long out, double transactions, Set<String> held, boolean server) {
        return new Sample(
                look * 2.0,
                out,
                OptionalLong.of(out - 10),
                server ? OptionalDouble.of(transactions) : OptionalDouble.empty(),
                server ? held : Set.of());
    }

    private static int poisson(double mean, Random random) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    private enum Workload {
        STEADY(0, false),
        IDLE(0, false),
        BURSTY(0, false),
        DIURNAL(0, false),
        GROWING(0, false),
        RESTART(0, true),
        SLOW_LEAK(20, false),
        FAST_LEAK(4, false),
        LEAK_UNDER_LOAD(20, false),
        LEAK_AFTER_RESTART(5, true);

        private final int leaksEvery;
        private final boolean restarts;

        Workload(int leaksEvery, boolean restarts) {
            this.leaksEvery = leaksEvery;
            this.restarts = restarts;
        }

        int leaksEvery() {
            return leaksEvery;
        }

        boolean restarts() {
            return restarts;
        }

        boolean leaks() {
            return leaksEvery > 0;
        }

        /// Requests a second.
        double rate(int look, int looks, Random random) {
            double wave = 1 + 0.8 * Math.sin(2 * Math.PI * look / looks - Math.PI / 2);
            return switch (this) {
                case IDLE -> 0.05;
                case STEADY, RESTART, SLOW_LEAK, FAST_LEAK, LEAK_AFTER_RESTART -> 6;
                case BURSTY -> random.nextInt(10) == 0 ? 30 : 2;
                case DIURNAL, LEAK_UNDER_LOAD -> 8 * wave;
                case GROWING -> 1 + 25.0 * look / looks;
            };
        }
    }

    private static Map<Kind, Integer> verdicts(Workload workload, boolean server) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
        for (int looks : LENGTHS) {
            for (long seed = 0; seed < SEEDS; seed++) {
                Kind kind =
                        LeakOverTime.judge(simulate(workload, looks, seed * 31 + looks, server))
                                .kind();
                counts.merge(kind, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Map<Workload, Map<Kind, Integer>> confusion(boolean server) {
        Map<Workload, Map<Kind, Integer>> table = new LinkedHashMap<>();
        for (Workload workload : Workload.values()) {
            table.put(workload, verdicts(workload, server));
        }
        System.out.println((server ? "Pool and server: " : "Pool alone: ") + table);
        return table;
    }

    @Test
    void withTheServerEveryLeakIsFoundAndNoneInvented() {
        int all = SEEDS * LENGTHS.length;
        confusion(true)
                .forEach(
                        (workload, verdicts) ->
                                assertThat(verdicts.get(Kind.LEAK))
                                        .as(workload + ": " + verdicts)
                                        .isEqualTo(workload.leaks() ? all : 0));
    }

    @Test
    void byItsCountsAloneAPoolIsNeverCalledALeak() {
        confusion(false)
                .forEach(
                        (workload, verdicts) -> {
                            assertThat(verdicts.get(Kind.LEAK)).as(workload.toString()).isZero();
                        });
    }
}

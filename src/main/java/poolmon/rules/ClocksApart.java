package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Spans;
import poolmon.model.Target;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Clocks of services, servers and this machine that tell different times: logs cannot be laid side
/// by side, and tokens and certificates are refused. What was told between our question and the
/// answer is right; what lies beyond by more than [#NOTICED] is apart.
///
/// A service whose time is off by whole quarters of an hour has a right clock and writes its local
/// time without a zone, as Python's `datetime.now()` does: not told. Nor is a file that was saved.
///
/// Worth knowing and no more: of the pools a time says nothing. One of a service that is off by
/// more than [#CLOCK] is rather a constant or comes with an answer that somebody stored.
final class ClocksApart implements Rule {
    /// More than a time that is cut to whole seconds and a look at many targets explain.
    private static final Duration NOTICED = Duration.ofSeconds(5);

    /// Farther off is hardly a clock.
    private static final Duration CLOCK = Duration.ofDays(1);

    private static final Duration ZONES = Duration.ofMinutes(15);
    private static final Duration FARTHEST_ZONE = Duration.ofHours(14);

    private static final List<String> ASK_AGAIN =
            List.of(
                    "Now: ask once more: a time that stays as it is was stored, by a cache or a"
                            + " proxy, or is a constant, and the counts beside it may be as old.",
                    "Soon: where it moves on, see whether time is kept: timedatectl, chronyc"
                            + " tracking");

    /// What one target told.
    ///
    /// @param ahead of our clock, negative: behind
    private record Clock(Observation observation, String whose, Instant told, Duration ahead) {
        boolean isApart() {
            return ahead.abs().compareTo(NOTICED) > 0;
        }

        boolean isHardlyOne() {
            return observation.target() instanceof Target.Service
                    && ahead.abs().compareTo(CLOCK) > 0;
        }
    }

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        List<Clock> clocks = new ArrayList<>();
        look.each(
                ServiceReading.class,
                (service, reading) -> {
                    if (service.target() instanceof Target.Service
                            && reading.timestamp().isPresent()) {
                        Instant told = reading.timestamp().get();
                        Clock clock = clock(look, service, "the service", told);
                        if (!isOfAnotherZone(clock.ahead())) {
                            clocks.add(clock);
                        }
                    }
                });
        look.each(
                ServerReading.class,
                (server, reading) ->
                        reading.clock()
                                .ifPresent(
                                        told ->
                                                clocks.add(
                                                        clock(look, server, "the server", told))));
        List<Clock> apart = clocks.stream().filter(Clock::isApart).toList();
        if (apart.size() > 1
                && apart.size() == clocks.size()
                && agree(apart)
                && !apart.stream().allMatch(Clock::isHardlyOne)) {
            tell(judgement, finding(look, apart.getFirst(), ours(apart)), apart.getFirst());
        } else {
            apart.forEach(
                    clock ->
                            tell(
                                    judgement,
                                    clock.isHardlyOne()
                                            ? finding(look, clock, stored(clock))
                                                    .withRemedy(ASK_AGAIN)
                                            : finding(look, clock, theirs(clock)),
                                    clock));
        }
    }

    private static Clock clock(Look look, Observation observation, String whose, Instant told) {
        Instant first = look.at();
        Instant last = first.plus(observation.answer().latency());
        Duration ahead =
                told.isBefore(first)
                        ? Duration.between(first, told)
                        : told.isAfter(last) ? Duration.between(last, told) : Duration.ZERO;
        return new Clock(observation, whose, told, ahead);
    }

    private static boolean isOfAnotherZone(Duration ahead) {
        Duration away = ahead.abs();
        if (away.compareTo(FARTHEST_ZONE.plus(NOTICED)) > 0) {
            return false;
        }
        long zones = away.plus(Spans.part(ZONES, 2)).dividedBy(ZONES);
        return zones > 0 && away.minus(Spans.times(ZONES, zones)).abs().compareTo(NOTICED) <= 0;
    }

    private static boolean agree(List<Clock> clocks) {
        Duration first = clocks.getFirst().ahead();
        return clocks.stream()
                .allMatch(clock -> clock.ahead().minus(first).abs().compareTo(NOTICED) <= 0);
    }

    private static String ours(List<Clock> clocks) {
        Duration ahead = clocks.getFirst().ahead();
        return "the clock of this machine is "
                + Figures.age(ahead.abs())
                + (ahead.isNegative() ? " ahead of" : " behind")
                + " those of all "
                + clocks.size()
                + " targets that tell the time";
    }

    private static String theirs(Clock clock) {
        return "the clock of "
                + clock.whose()
                + " is "
                + Figures.age(clock.ahead().abs())
                + (clock.ahead().isNegative() ? " behind" : " ahead of")
                + " that of this machine";
    }

    private static String stored(Clock clock) {
        return "the answer carries a time of "
                + shown(clock.told())
                + ", "
                + Figures.age(clock.ahead().abs())
                + (clock.ahead().isNegative() ? " ago" : " ahead")
                + ": it is stored or made up, or a clock is wrong";
    }

    private static Finding finding(Look look, Clock clock, String summary) {
        return Finding.of(
                FindingCode.CLOCKS_APART,
                Severity.INFO,
                clock.observation().target(),
                summary,
                List.of(
                        "asked at "
                                + shown(look.at())
                                + " by our clock, it told "
                                + shown(clock.told())
                                + " within "
                                + clock.observation().answer().latency().toMillis()
                                + " ms"));
    }

    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static void tell(Judgement judgement, Finding finding, Clock clock) {
        judgement.on(clock.observation()).finding(finding);
    }
}

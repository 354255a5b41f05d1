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
import poolmon.model.Status;
import poolmon.model.Target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Clocks of services, servers and this machine that tell different times: logs cannot be laid side
/// by side, and tokens and certificates are refused. What was told between our question and the
/// answer is right; what lies beyond by more than [#NOTICED] is apart.
///
/// A service whose time is off by whole quarters of an hour has a right clock and writes its local
/// time without a zone, as Python's `datetime.now()` does: not told. Nor is a file that was saved.
final class ClocksApart implements Rule {
    /// More than a time that is cut to whole seconds and a look at many targets explain.
    private static final Duration NOTICED = Duration.ofSeconds(5);

    private static final Duration ZONES = Duration.ofMinutes(15);
    private static final Duration FARTHEST_ZONE = Duration.ofHours(14);

    /// What one target told.
    ///
    /// @param ahead of our clock, negative: behind
    private record Clock(Observation observation, String whose, Instant told, Duration ahead) {
        boolean isApart() {
            return ahead.abs().compareTo(NOTICED) > 0;
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
        if (apart.size() > 1 && apart.size() == clocks.size() && agree(apart)) {
            tell(look, judgement, apart.getFirst(), ours(apart));
        } else {
            apart.forEach(clock -> tell(look, judgement, clock, theirs(clock)));
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

    private static void tell(Look look, Judgement judgement, Clock clock, String summary) {
        Judgement.OfTarget target = judgement.on(clock.observation());
        target.status(Status.DEGRADED);
        target.finding(
                Finding.of(
                        FindingCode.CLOCKS_APART,
                        Severity.DEGRADED,
                        clock.observation().target(),
                        summary,
                        List.of(
                                "asked at "
                                        + look.at()
                                        + " by our clock, it told "
                                        + clock.told()
                                        + " within "
                                        + clock.observation().answer().latency().toMillis()
                                        + " ms")));
    }
}

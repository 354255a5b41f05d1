package poolmon.exporter;

import poolmon.model.Report;
import poolmon.model.TargetReport;
import poolmon.output.Section;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// All that is looked at, by name.
final class Board implements AutoCloseable {
    private final List<Lookout> lookouts;
    private final Pace pace;

    /// What was seen of one group, or of a part of it.
    record Shown(Section section, Seen seen) {}

    Board(List<Group> groups, Pace pace, Clock clock) {
        this.pace = pace;
        this.lookouts = groups.stream().map(group -> new Lookout(group, pace, clock)).toList();
    }

    void start() {
        lookouts.forEach(Lookout::start);
    }

    boolean isReady() {
        return lookouts.stream().allMatch(Lookout::isReady);
    }

    /// The names that can be asked for.
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Lookout lookout : lookouts) {
            if (lookout.group().name().isEmpty()) {
                lookout.group().targets().forEach(target -> names.add(target.shown()));
            } else {
                names.add(lookout.group().name());
            }
        }
        return names;
    }

    /// All groups, looked at side by side where they have to be looked at.
    List<Shown> all() throws InterruptedException {
        List<FutureTask<Shown>> tasks = new ArrayList<>();
        for (Lookout lookout : lookouts) {
            tasks.add(new FutureTask<>(() -> whole(lookout)));
        }
        for (int i = 1; i < tasks.size(); i++) {
            Thread.ofPlatform().daemon().name("poolmon-look").start(tasks.get(i));
        }
        tasks.getFirst().run();
        List<Shown> shown = new ArrayList<>();
        for (FutureTask<Shown> task : tasks) {
            try {
                shown.add(task.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A group was not looked at.", e);
            }
        }
        return shown;
    }

    /// The group of this name, else the target that shows itself so; none where there is no such.
    Optional<Shown> named(String name) throws InterruptedException {
        for (Lookout lookout : lookouts) {
            if (!name.isEmpty() && lookout.group().name().equals(name)) {
                return Optional.of(whole(lookout));
            }
        }
        for (Lookout lookout : lookouts) {
            boolean has =
                    lookout.group().name().isEmpty()
                            && lookout.group().targets().stream()
                                    .anyMatch(target -> target.shown().equals(name));
            if (has) {
                return Optional.of(part(whole(lookout), name));
            }
        }
        return Optional.empty();
    }

    private static Shown whole(Lookout lookout) throws InterruptedException {
        Seen seen = lookout.current();
        return new Shown(new Section(lookout.group().name(), seen.report()), seen);
    }

    private Shown part(Shown whole, String name) {
        Report report = whole.section().report();
        List<TargetReport> targets =
                report.targets().stream()
                        .filter(target -> target.target().shown().equals(name))
                        .toList();
        Report narrowed =
                new Report(
                        report.question(),
                        report.at(),
                        report.took(),
                        targets.getFirst().status(),
                        pace.failOn().exitCode(targets.getFirst().status()),
                        report.thresholds(),
                        targets);
        return new Shown(new Section("", narrowed), whole.seen());
    }

    @Override
    public void close() {
        lookouts.forEach(Lookout::close);
    }
}

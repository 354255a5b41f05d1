package poolmon.live;

import poolmon.model.Output;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.Target;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The screen that stays open: draws what its feed brings, and does what the keys say. Nothing here
/// waits for a server.
public final class Watch {
    private static final int INTERRUPTED = 130;

    /// So long is waited for a key before it is seen whether there is anything new to draw.
    private static final long BLINK = 40;

    private static final long SECOND = 1_000_000_000L;

    private final Feed feed;
    private final Canvas canvas;
    private final Steering steering;
    private final List<Output> outputs;
    private final Pace pace;
    private final Optional<Status> exitOn;

    private final History history = new History();
    private boolean redraw = true;
    private long drawn;

    /// @param outputs each gets every look
    public Watch(
            Feed feed,
            Canvas canvas,
            Actions actions,
            List<Output> outputs,
            Pace pace,
            Optional<Status> exitOn) {
        this.feed = feed;
        this.canvas = canvas;
        this.steering = new Steering(feed, canvas, actions);
        this.outputs = List.copyOf(outputs);
        this.pace = pace;
        this.exitOn = exitOn;
    }

    /// Shows and obeys until the user has enough, and tells the exit code.
    ///
    /// @throws Exception where an output cannot be written, or a recording not be read
    public int run() throws Exception {
        long start = System.nanoTime();
        long looks = 0;
        Frame frame = feed.now();
        while (true) {
            Optional<Frame> next = feed.next();
            if (next.isPresent()) {
                frame = next.get();
                history.add(frame);
                redraw = true;
                if (isWhole(frame)) {
                    looks++;
                    for (Output output : outputs) {
                        output.print(frame.report());
                    }
                    if (isMet(frame.report())) {
                        return frame.report().exitCode();
                    }
                }
            }
            // asked whether or not there was a look: a pause or a hung server does not outlive it
            if (looks > 0 && !pace.goesOn(looks, Duration.ofNanos(System.nanoTime() - start))) {
                return frame.report().exitCode();
            }
            redraw |= steering.finish();
            if (redraw || System.nanoTime() - drawn > SECOND) {
                draw();
            }
            OptionalInt code = obey(scene(frame));
            if (code.isPresent()) {
                return code.getAsInt();
            }
        }
    }

    /// A look has gone round when the first target is seen again.
    private static boolean isWhole(Frame frame) {
        if (frame.report().targets().isEmpty()) {
            return false;
        }
        Target first = frame.report().targets().getFirst().target();
        return frame.fresh().contains(first);
    }

    /// Ages go on while nothing is seen.
    private void draw() {
        canvas.show(Painter.paint(scene(feed.now()), steering.view(), canvas.size()));
        drawn = System.nanoTime();
        redraw = false;
    }

    private Scene scene(Frame frame) {
        return new Scene(frame, history, feed.pace(), feed.isPaused(), feed.isRecorded());
    }

    private boolean isMet(Report report) {
        return !report.targets().isEmpty() && exitOn.filter(report.status()::atLeast).isPresent();
    }

    private OptionalInt obey(Scene scene) throws InterruptedException {
        Optional<Input> input;
        try {
            input = canvas.input(BLINK);
        } catch (IOException gone) {
            return OptionalInt.of(INTERRUPTED);
        }
        if (input.isEmpty()) {
            return OptionalInt.empty();
        }
        redraw = true;
        if (input.get().kind() == Input.Kind.INTERRUPTED) {
            return OptionalInt.of(INTERRUPTED);
        }
        return steering.obey(input.get(), scene) ? OptionalInt.empty() : OptionalInt.of(0);
    }
}

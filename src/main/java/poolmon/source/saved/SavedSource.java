package poolmon.source.saved;

import poolmon.files.GivenFile;
import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.source.payload.PayloadReaders;
import poolmon.source.payload.PayloadReaders.MeterIndex;
import poolmon.source.payload.PayloadReaders.NotUnderstood;
import poolmon.source.payload.PayloadReaders.OneMeter;
import poolmon.source.payload.PayloadReaders.Outcome;
import poolmon.source.payload.PayloadReaders.Understood;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/// Reads what a service said earlier: a payload or an exposition in a file, or on standard input.
public final class SavedSource implements Source<Target.Saved> {
    private static final int MAX_SIZE = 16 << 20;

    private final InputStream stdin;

    /// @param stdin read where the target names no file
    public SavedSource(InputStream stdin) {
        this.stdin = stdin;
    }

    @Override
    public Answer read(Target.Saved target, Deadline deadline) {
        long start = System.nanoTime();
        try {
            byte[] body = bytes(target, deadline);
            return body.length > MAX_SIZE
                    ? failed(
                            start,
                            OwnOutput.failure(target.shown(), body)
                                    .orElseGet(() -> unreadable(target, "more than 16 MiB")))
                    : answer(start, target, body);
        } catch (IOException e) {
            return failed(start, Unopened.of(target.shown(), target.file(), e));
        }
    }

    private byte[] bytes(Target.Saved target, Deadline deadline) throws IOException {
        return target.file().isPresent()
                ? new GivenFile(target.file().get()).bytes(MAX_SIZE, deadline)
                : GivenFile.bytes(stdin, MAX_SIZE, deadline);
    }

    private static Answer answer(long start, Target.Saved target, byte[] body) {
        Outcome outcome = PayloadReaders.read(body, target.format());
        if (outcome instanceof Understood understood) {
            return new Answer.Given(understood.reading(), since(start), List.of());
        }
        if (outcome instanceof NotUnderstood not) {
            return failed(
                    start,
                    OwnOutput.failure(target.shown(), body)
                            .orElseGet(() -> unreadable(target, not.came())));
        }
        return failed(
                start,
                unreadable(
                        target,
                        outcome instanceof MeterIndex
                                ? "a list of meters without their values"
                                : "the single meter " + ((OneMeter) outcome).meter().name()));
    }

    private static Answer failed(long start, Failure failure) {
        return new Answer.Failed(failure, since(start), List.of());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Failure unreadable(Target.Saved target, String what) {
        return Failure.of(
                Code.UNREADABLE,
                target.shown() + " holds " + what + ", which tells of no pools.",
                "Save the whole body of the endpoint, for example with: curl -s URL > FILE");
    }
}

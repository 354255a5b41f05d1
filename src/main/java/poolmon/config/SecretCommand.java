package poolmon.config;

import poolmon.model.Deadline;
import poolmon.model.Secret;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A program that prints a secret, such as `pass show db`. What it prints is seen by nobody, on
/// neither stream.
///
/// @param words the program and its arguments
/// @param whose secret it is, for messages
record SecretCommand(List<String> words, String whose) {
    private static final int MOST = 64 << 10;

    /// The first line that it prints.
    ///
    /// @throws IllegalArgumentException with a sentence, where there is none in time
    Secret output(Environment environment, Deadline deadline) {
        Process process = started(environment);
        FutureTask<byte[]> reading =
                new FutureTask<>(() -> process.getInputStream().readNBytes(MOST));
        Thread.ofPlatform().daemon().start(reading);
        try {
            byte[] printed = reading.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(deadline.leftMillis(), TimeUnit.MILLISECONDS)) {
                throw late();
            }
            if (process.exitValue() != 0) {
                throw wrong("ended with " + process.exitValue() + "; run it by hand to see why");
            }
            return firstLine(printed);
        } catch (TimeoutException e) {
            throw late();
        } catch (ExecutionException e) {
            throw wrong("cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw wrong("was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process started(Environment environment) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        // standard input may be what poolmon is to read
        builder.redirectInput(new File("/dev/null"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start();
        } catch (IOException e) {
            throw wrong("cannot be started; is the program there?");
        }
    }

    private Secret firstLine(byte[] printed) {
        String line = new String(printed, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw wrong("printed nothing on its first line");
        }
        return new Secret(line);
    }

    private IllegalArgumentException late() {
        return wrong("was not done in time; give it more with --timeout");
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("The command of " + whose + " " + what + ".");
    }
}

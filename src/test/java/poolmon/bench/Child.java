package poolmon.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program that is run to its end by the system's own calls. `ProcessBuilder` puts a program of
/// its own before it and does not tell what the child used; the kernel does, to the microsecond,
/// to whoever waits for it. For Linux on 64 bits, with glibc 2.34 or later.
final class Child {
    private static final int WRITE_CREATE_TRUNCATE = 1 | 64 | 512;
    private static final int FIRST_OF_OURS = 3;

    /// More than the library's `posix_spawn_file_actions_t` and `struct rusage` need.
    private static final int ROOM = 512;

    private static final MethodHandle ACTIONS =
            function("posix_spawn_file_actions_init", ValueLayout.ADDRESS);
    private static final MethodHandle OPEN =
            function(
                    "posix_spawn_file_actions_addopen",
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE_FROM =
            function(
                    "posix_spawn_file_actions_addclosefrom_np",
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT);
    private static final MethodHandle SPAWN =
            function(
                    "posix_spawn",
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS);
    private static final MethodHandle WAIT =
            function(
                    "wait4",
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS);

    /// What became of it.
    ///
    /// @param exit its exit code; 128 and the signal's number where one ended it
    /// @param wall milliseconds from before its start until it was over
    /// @param cpu milliseconds of CPU, user and system, its own and its children's
    record Ended(int exit, double wall, double cpu) {}

    private Child() {}

    /// Runs it with nothing on stdin and both its outputs in a file.
    ///
    /// @param command its path, and its arguments
    static Ended run(List<String> command, Map<String, String> environment, Path output) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(ROOM);
            check((int) ACTIONS.invokeExact(actions), "posix_spawn_file_actions_init");
            open(arena, actions, 0, "/dev/null", 0);
            open(arena, actions, 1, output.toString(), WRITE_CREATE_TRUNCATE);
            open(arena, actions, 2, output + ".err", WRITE_CREATE_TRUNCATE);
            check((int) CLOSE_FROM.invokeExact(actions, FIRST_OF_OURS), "addclosefrom_np");
            MemorySegment path = arena.allocateFrom(command.getFirst());
            MemorySegment arguments = strings(arena, command);
            MemorySegment variables =
                    strings(
                            arena,
                            environment.entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue())
                                    .toList());
            MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment usage = arena.allocate(ROOM, Long.BYTES);
            long begun = System.nanoTime();
            check(
                    (int)
                            SPAWN.invokeExact(
                                    pid, path, actions, MemorySegment.NULL, arguments, variables),
                    "posix_spawn of " + command.getFirst());
            int child = pid.get(ValueLayout.JAVA_INT, 0);
            int ended;
            do {
                ended = (int) WAIT.invokeExact(child, status, 0, usage);
            } while (ended == -1); // a signal to us came between
            double wall = (System.nanoTime() - begun) / 1e6;
            return new Ended(exit(status.get(ValueLayout.JAVA_INT, 0)), wall, cpu(usage));
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void open(Arena arena, MemorySegment actions, int as, String path, int flags)
            throws Throwable {
        int mode = 0644;
        check(
                (int) OPEN.invokeExact(actions, as, arena.allocateFrom(path), flags, mode),
                "posix_spawn_file_actions_addopen");
    }

    /// As the macros of `sys/wait.h` read it.
    private static int exit(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? status >> 8 & 0xff : 128 + signal;
    }

    /// `ru_utime` and `ru_stime`: each is seconds and microseconds.
    private static double cpu(MemorySegment usage) {
        long seconds =
                usage.getAtIndex(ValueLayout.JAVA_LONG, 0)
                        + usage.getAtIndex(ValueLayout.JAVA_LONG, 2);
        long micros =
                usage.getAtIndex(ValueLayout.JAVA_LONG, 1)
                        + usage.getAtIndex(ValueLayout.JAVA_LONG, 3);
        return seconds * 1e3 + micros / 1e3;
    }

    private static MemorySegment strings(Arena arena, List<String> texts) {
        MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        return array;
    }

    private static void check(int code, String call) {
        if (code != 0) {
            throw new IllegalStateException(call + " failed with " + code + ".");
        }
    }

    @SuppressWarnings("restricted") // the profile grants it
    private static MethodHandle function(String name, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }
}

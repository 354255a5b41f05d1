package poolmon.source.postgres;

import poolmon.files.Pipe;
import poolmon.model.Target;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of a target that the driver reads by itself, at the beginning of TLS, and for which it
/// waits as long as it takes where they are pipes.
record DriverFiles(Target.Postgres target) {

    /// Those that are pipes.
    List<Pipe> pipes() {
        return Stream.of("sslrootcert", "sslcert", "sslkey")
                .map(name -> target.parameters().get(name))
                .flatMap(Stream::ofNullable)
                .flatMap(name -> file(name).stream())
                .distinct()
                .map(Pipe::new)
                .filter(Pipe::isOne)
                .toList();
    }

    private static Optional<Path> file(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Builds the app image: launcher, Java runtime, jar, and a class cache for each hot command.
///
/// All of it in one step, because a cache belongs to one jar, and Java 25 does not look whether the
/// jar under a cache is still the same: it would run the old code (JDK-8377932). The image is built
/// beside its place and moved there when it is whole.
public final class BuildImage {
    /// What jdeps finds, less what only unused parts of the libraries want (Swing, HTTP server).
    private static final String MODULES =
            "java.base,java.logging,java.management,java.naming,java.security.jgss,"
                    + "java.security.sasl,java.sql,jdk.unsupported";

    /// Serial collector and C1 alone start quickest; a fixed heap keeps the caches valid on hosts
    /// with much memory; a refused cache must not announce itself on stdout.
    private static final String OPTIONS =
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx256m"
                    + " -Xlog:disable --enable-native-access=ALL-UNNAMED";

    private final Path image;

    private BuildImage(Path image) {
        this.image = image;
    }

    /// @param args the jar, the project's folder, and where the image is to be
    public static void main(String[] args) throws Exception {
        Path place = Path.of(args[2]);
        Path draft = place.resolveSibling(place.getFileName() + ".draft");
        delete(draft);
        new BuildImage(draft).build(Path.of(args[0]), Path.of(args[1]));
        delete(place);
        Files.move(draft, place);
    }

    private void build(Path jar, Path project) throws Exception {
        Path sources = project.resolve("packaging/image");
        Files.createDirectories(image.resolve("lib"));
        Files.createDirectories(image.resolve("bin"));
        Files.copy(project.resolve("LICENSE"), image.resolve("LICENSE"));
        Path installed = Files.copy(jar, image.resolve("lib/poolmon.jar"));
        Path launcher = Files.copy(sources.resolve("launcher.sh"), image.resolve("bin/poolmon"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        link();
        try (CannedServers servers = CannedServers.start(sources)) {
            for (Training training : Training.all(servers)) {
                training.run(image);
            }
        }
        sign(installed);
    }

    private void link() {
        ToolProvider jlink =
                ToolProvider.findFirst("jlink")
                        .orElseThrow(() -> new IllegalStateException("This JDK has no jlink."));
        int code =
                jlink.run(
                        System.out,
                        System.err,
                        "--add-modules",
                        MODULES,
                        "--output",
                        image.resolve("runtime").toString(),
                        "--compress",
                        "zip-6",
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--add-options",
                        OPTIONS);
        if (code != 0) {
            throw new IllegalStateException("jlink failed with " + code + ".");
        }
    }

    /// Says which jar the caches were trained on, in the form that `sha256sum --check` reads.
    private static void sign(Path jar) throws IOException, GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
        Files.writeString(
                jar.resolveSibling("trained-on.sha256"),
                HexFormat.of().formatHex(digest) + "  " + jar.getFileName() + "\n");
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            paths.sorted(Comparator.reverseOrder()).forEach(BuildImage::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

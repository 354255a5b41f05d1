import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Builds the app image: launcher, Java runtime, jar, and a class cache for each hot command.
///
/// All of it in one step, because a cache belongs to one jar: Java 25 does not notice every change
/// of the jar under it and would run the old code (JDK-8377932). The image is built beside its
/// place and moved there when it is whole.
public final class BuildImage {
    /// What jdeps finds, less what only unused parts of the libraries want (Swing, HTTP server).
    private static final String MODULES =
            "java.base,java.logging,java.management,java.naming,java.security.jgss,"
                    + "java.security.sasl,java.sql,jdk.unsupported";

    /// Serial collector and C1 alone start quickest; a fixed heap keeps the caches valid on hosts
    /// with much memory; a refused cache must not announce itself on stdout.
    private static final String OPTIONS =
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx256m"
                    // a cache that is mapped where it was made for needs none of its addresses
                    // changed, which costs a fault for each page of it
                    + " -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
                    // what was compiled while training is not compiled again at once: most of it is
                    // called too seldom for that to pay
                    + " -XX:-AOTRecordTraining -XX:-AOTReplayTraining"
                    // a reflective call by a method handle has that first spun
                    + " -Djdk.reflect.useNativeAccessorOnly=true"
                    // what the driver itself has to say, in our language
                    + " -Duser.language=en"
                    // an object that does nothing: without it a file is looked for and read
                    + " -Djava.util.logging.config.class=java.lang.Object"
                    + " -Xlog:disable --enable-native-access=ALL-UNNAMED";

    private final Path image;
    private final Path passwords;

    private BuildImage(Path image) {
        this.image = image;
        this.passwords = image.resolveSibling("training.pgpass");
    }

    /// @param args the jar, the folder of this program, and where the image is to be
    public static void main(String[] args) throws Exception {
        Path jar = Path.of(args[0]);
        Path sources = Path.of(args[1]);
        Path place = Path.of(args[2]).toAbsolutePath();
        Path draft = place.resolveSibling(place.getFileName() + ".draft");
        delete(draft);
        new BuildImage(draft).build(jar, sources);
        delete(place);
        Files.move(draft, place);
    }

    private void build(Path jar, Path sources) throws Exception {
        Files.createDirectories(image.resolve("lib"));
        Files.createDirectories(image.resolve("bin"));
        Path installed = image.resolve("lib/poolmon.jar");
        install(jar, installed);
        // the caches remember the jar's time in whole seconds, and copies may lose its fraction
        Files.setLastModifiedTime(installed, FileTime.fromMillis(1_000_000_000_000L));
        Path launcher = image.resolve("bin/poolmon");
        Files.copy(sources.resolve("launcher.sh"), launcher);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        link();
        trimSecuritySettings();
        Files.writeString(passwords, "*:*:*:*:" + CannedPostgres.PASSWORD + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        try (CannedServers servers = CannedServers.start(sources)) {
            for (Training training : Training.all(servers)) {
                train(training);
            }
        }
        sign(installed);
    }

    /// Copies the jar, our own classes straightened.
    private static void install(Path jar, Path installed) throws IOException {
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(installed))) {
            StraightCode straight = new StraightCode(classes);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                boolean ours = entry.getName().matches("poolmon/.*[.]class");
                byte[] bytes = in.readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime()); // reproducible
                out.putNextEntry(copy);
                out.write(ours ? straight.of(bytes) : bytes);
            }
        }
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

    /// Makes the security settings quick to read: the same ones without their 1,600 lines of
    /// comment, and SunJCE, which has what a PostgreSQL login needs, asked before the providers of
    /// TLS are set up. No two of them offer the same algorithm. A login by password gains 18 of
    /// 133 ms.
    private void trimSecuritySettings() throws IOException {
        Path file = image.resolve("runtime/conf/security/java.security");
        List<String> settings = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                settings.add(line);
            }
        }
        int jce = settings.indexOf("security.provider.5=SunJCE");
        int rsa = settings.indexOf("security.provider.2=SunRsaSign");
        if (jce < 0 || rsa < 0) {
            throw new IllegalStateException("This JDK numbers its security providers otherwise.");
        }
        settings.set(rsa, "security.provider.2=SunJCE");
        settings.set(jce, "security.provider.5=SunRsaSign");
        Files.write(file, settings);
    }

    /// Runs one command and lets the JVM remember what it loaded.
    private void train(Training training) throws IOException, InterruptedException {
        Path cache = image.resolve("lib/" + training.cache() + ".aot");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                image.resolve("runtime/bin/java").toString(),
                                "-XX:AOTCacheOutput=" + cache,
                                "-cp",
                                image.resolve("lib/poolmon.jar").toString(),
                                "poolmon.cli.Main"));
        command.addAll(training.arguments());
        Path log = image.resolveSibling("training-" + training.cache() + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PGPASSFILE", passwords.toString());
        builder.environment().keySet().removeIf(name -> name.matches("_?(JAVA|JDK_JAVA).*OPTIONS"));
        int code = builder.start().waitFor();
        if (code != training.exitCode() || !Files.exists(cache)) {
            throw new IllegalStateException(
                    "Training '"
                            + training.cache()
                            + "' ended with "
                            + code
                            + " instead of "
                            + training.exitCode()
                            + ":\n"
                            + Files.readString(log));
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
            paths.sorted(Comparator.reverseOrder())
                    .forEach(
                            path -> {
                                try {
                                    Files.delete(path);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}

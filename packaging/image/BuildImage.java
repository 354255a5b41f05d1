import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Builds the app image: launcher, Java runtime with poolmon in it, and a class cache for each hot
/// command.
///
/// All of it in one step, because a cache belongs to one runtime: Java 25 does not notice every
/// change of the classes under it and would run the old code (JDK-8377932). The image is built
/// beside its place and moved there when it is whole.
public final class BuildImage {
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
                    // TLS sends keys of the first group of each kind: of secp256r1, 70 ms of
                    // tables would have to be reckoned first; it comes after secp384r1
                    + " -Djdk.tls.namedGroups=x25519,secp384r1,secp256r1,secp521r1,x448,"
                    + "ffdhe2048,ffdhe3072,ffdhe4096,ffdhe6144,ffdhe8192"
                    // what the driver itself has to say, in our language
                    + " -Duser.language=en"
                    // an object that does nothing: without it a file is looked for and read
                    + " -Djava.util.logging.config.class=java.lang.Object"
                    + " -Xlog:disable --enable-native-access="
                    + RuntimeModule.NAME;

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
        Path launcher = image.resolve("bin/poolmon");
        Files.copy(sources.resolve("launcher.sh"), launcher);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        link(jar, sources);
        trimSecuritySettings();
        Files.writeString(passwords, "*:*:*:*:" + CannedPostgres.PASSWORD + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        try (CannedServers servers = CannedServers.start(sources);
                ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> trained = new ArrayList<>();
            for (Training training : Training.all(servers)) {
                trained.add(two.submit(() -> train(training)));
            }
            for (Future<Void> each : trained) {
                each.get();
            }
        }
        sign(image.resolve("runtime/lib/modules"));
    }

    private void link(Path jar, Path sources) throws IOException {
        Path module = image.resolveSibling("poolmon-module.jar");
        Path rehearsal = image.resolveSibling("rehearsal");
        tool(
                "javac",
                "-classpath",
                jar.toString(),
                "-d",
                rehearsal.toString(),
                sources.resolve("rehearsal/Rehearsal.java").toString());
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            new RuntimeModule(new StraightCode(classes), image.resolve("legal"))
                    .write(jar, rehearsal.resolve("poolmon/cli/Rehearsal.class"), module);
        }
        tool(
                "jlink",
                "--module-path",
                module.toString(),
                "--add-modules",
                RuntimeModule.NAME,
                "--output",
                image.resolve("runtime").toString(),
                "--compress",
                "zip-6",
                "--no-header-files",
                "--no-man-pages",
                "--add-options",
                OPTIONS);
        delete(rehearsal);
        Files.delete(module);
    }

    private static void tool(String name, String... arguments) {
        ToolProvider tool =
                ToolProvider.findFirst(name)
                        .orElseThrow(
                                () -> new IllegalStateException("This JDK has no " + name + "."));
        int code = tool.run(System.out, System.err, arguments);
        if (code != 0) {
            throw new IllegalStateException(name + " failed with " + code + ".");
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

    /// Runs command lines and lets the JVM remember what it loaded.
    private Void train(Training training) throws IOException, InterruptedException {
        Path cache = image.resolve("lib/" + training.cache() + ".aot");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                image.resolve("runtime/bin/java").toString(),
                                "-XX:AOTCacheOutput=" + cache,
                                "-m",
                                RuntimeModule.NAME + "/poolmon.cli.Rehearsal"));
        for (Training.Line line : training.lines()) {
            command.add(Integer.toString(line.exitCode()));
            command.addAll(line.arguments());
            command.add("--next");
        }
        Path log = image.resolveSibling("training-" + training.cache() + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PGPASSFILE", passwords.toString());
        builder.environment().keySet().removeIf(name -> name.matches("_?(JAVA|JDK_JAVA).*OPTIONS"));
        int code = builder.start().waitFor();
        if (code != 0 || !Files.exists(cache)) {
            throw new IllegalStateException(
                    "Training '" + training.cache() + "' failed:\n" + Files.readString(log));
        }
        return null;
    }

    /// Says which classes the caches were trained on, in the form that `sha256sum --check` reads.
    private void sign(Path modules) throws IOException, GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(modules));
        Files.writeString(
                image.resolve("lib/trained-on.sha256"),
                HexFormat.of().formatHex(digest) + "  " + image.relativize(modules) + "\n");
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

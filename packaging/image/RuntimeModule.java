import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// poolmon and its libraries as one module of the Java runtime.
///
/// From a jar, the JVM asks for each class where that jar really lies, in vain wherever the image
/// has been moved since its caches were made, and the driver opens the jar anew in search of a file
/// of settings. Of the runtime's own modules all that is known: it takes a quarter off each look.
final class RuntimeModule {
    static final String NAME = "poolmon";

    /// What jdeps finds, less what only unused parts of the libraries want (Swing, HTTP server).
    private static final List<String> NEEDED =
            List.of(
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.security.jgss",
                    "java.security.sasl",
                    "java.sql",
                    "jdk.unsupported");

    /// Services that the libraries look for, and of which they bring no provider. To look for one
    /// that a module does not name is an error.
    private static final List<String> LOOKED_FOR =
            List.of(
                    "com.fasterxml.jackson.databind.Module",
                    "org.jline.terminal.impl.TerminalGraphics",
                    "org.postgresql.shaded.com.ongres.stringprep.Profile");

    private final Map<String, List<String>> providers = new LinkedHashMap<>();
    private final StraightCode straight;
    private final Path legal;

    /// @param legal where the libraries' licences and notices go, since jlink would drop them
    RuntimeModule(StraightCode straight, Path legal) {
        this.straight = straight;
        this.legal = legal;
    }

    /// Writes the jar as a module, our own classes straightened.
    ///
    /// @param rehearsal one class more
    void write(Path jar, Path rehearsal, Path module) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(module))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    put(out, entry.getName(), seen(entry.getName(), in.readAllBytes()));
                }
            }
            put(out, "poolmon/cli/" + rehearsal.getFileName(), Files.readAllBytes(rehearsal));
            put(out, "module-info.class", descriptor());
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
    }

    private byte[] seen(String name, byte[] bytes) throws IOException {
        if (name.matches("poolmon/.*[.]class")) {
            return straight.of(bytes);
        }
        if (name.startsWith("META-INF/services/")) {
            providers.put(
                    name.substring("META-INF/services/".length()),
                    namesIn(new String(bytes, StandardCharsets.UTF_8)));
        } else if (name.matches("META-INF/.*(LICENSE|NOTICE)([.]txt)?")) {
            Path kept =
                    legal.resolve(name.substring("META-INF/".length()).replace("META-INF/", ""));
            Files.createDirectories(kept.getParent());
            Files.write(kept, bytes);
        }
        return bytes;
    }

    /// The providers that a file of `META-INF/services` names, one on a line.
    private static List<String> namesIn(String text) {
        return new BufferedReader(new StringReader(text))
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// A module that is open, as the libraries look into our records by reflection.
    private byte[] descriptor() {
        return ClassFile.of()
                .buildModule(
                        ModuleAttribute.of(
                                ModuleDesc.of(NAME),
                                module -> {
                                    module.moduleFlags(AccessFlag.OPEN);
                                    module.requires(
                                            ModuleDesc.of("java.base"),
                                            Set.of(AccessFlag.MANDATED),
                                            null);
                                    for (String each : NEEDED) {
                                        module.requires(ModuleDesc.of(each), Set.of(), null);
                                    }
                                    for (String each : LOOKED_FOR) {
                                        module.uses(ClassDesc.of(each));
                                    }
                                    providers.forEach(
                                            (service, names) -> {
                                                module.uses(ClassDesc.of(service));
                                                module.provides(
                                                        ClassDesc.of(service),
                                                        names.stream()
                                                                .map(ClassDesc::of)
                                                                .toArray(ClassDesc[]::new));
                                            });
                                }));
    }
}

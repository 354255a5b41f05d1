package poolmon.config;

import poolmon.files.GivenFile;
import poolmon.model.Deadline;
import poolmon.model.ServerText;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The config file: targets by name, and what holds where neither option nor variable says
/// anything.
///
/// @param defaults the settings of `[defaults]` that have one value
/// @param usual the targets to look at where nothing else names one
/// @param targets by name, in the order of the file
/// @param problems what is wrong with the file, in the order of its lines
/// @param hasSecrets whether a password stands in the file itself
public record ConfigFile(
        Map<Settings, String> defaults,
        List<String> usual,
        Map<String, ConfigTarget> targets,
        List<ConfigProblem> problems,
        boolean hasSecrets) {

    /// What holds without a file.
    public static final ConfigFile NONE =
            new ConfigFile(Map.of(), List.of(), Map.of(), List.of(), false);

    /// A file larger than this is no config file.
    private static final int MOST = 256 << 10;

    /// Checks the value of a setting.
    @FunctionalInterface
    public interface Check {

        /// @throws IllegalArgumentException with what is wrong with the text
        void check(Settings setting, String text);
    }

    /// Where the file is to be looked for, unless another one is named: below `XDG_CONFIG_HOME`,
    /// else below the home directory. Absent where there is neither.
    public static Optional<Path> place(Environment environment) {
        Optional<Path> base =
                environment
                        .get("XDG_CONFIG_HOME")
                        .filter(folder -> folder.startsWith("/")) // else it does not count
                        .map(Path::of)
                        .or(() -> environment.home().map(home -> home.resolve(".config")));
        return base.map(folder -> folder.resolve("poolmon/config.toml"));
    }

    /// What stands in a file, right and wrong.
    ///
    /// @param environment for the home directory
    /// @param check what else the values have to be
    /// @param deadline for a file that is a pipe
    /// @throws IllegalArgumentException with a sentence, where it cannot be read at all
    public static ConfigFile read(
            Path file, Environment environment, Check check, Deadline deadline) {
        String shown = new ServerText(file.toString()).shown();
        byte[] bytes;
        try {
            bytes = new GivenFile(file).bytes(MOST, deadline);
        } catch (InterruptedIOException e) {
            throw new IllegalArgumentException(
                    "The config file " + shown + " " + GivenFile.LATE_WITH_NEXT + ".", e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("The config file " + shown + " does not exist.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The config file " + shown + " cannot be read.", e);
        }
        if (bytes.length > MOST) {
            throw new IllegalArgumentException(
                    "The config file " + shown + " is too large for one.");
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            Path folder =
                    Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
            return new ConfigReader(text, folder, environment.home(), check).file();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The config file " + shown + " is no text in UTF-8.", e);
        }
    }

    /// The first problem that is an error.
    public Optional<ConfigProblem> error() {
        return problems.stream().filter(ConfigProblem::isError).findFirst();
    }

    /// Whether anybody but its owner may read a file.
    public static boolean isOpenToOthers(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // where nobody can tell, nobody is warned
        }
    }
}

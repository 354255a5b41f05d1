package poolmon.config;

import poolmon.config.Toml.Table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns values of the config file into texts and references to secrets.
final class ConfigValues {
    private static final Set<Settings> PATHS =
            Set.of(Settings.FILE, Settings.CACERT, Settings.CERT, Settings.KEY);
    private static final List<String> WAYS = List.of("env", "file", "command");
    private static final String INSTEAD =
            "write { env = \"VARIABLE\" }, { file = \"PATH\" } or { command = [\"pass\","
                    + " \"show\", \"db\"] }";

    private final ConfigReader.Findings findings;
    private final Path folder;
    private final Optional<Path> home;
    private boolean secretsSeen;

    /// @param folder what relative paths are relative to
    /// @param home what `~` stands for
    ConfigValues(ConfigReader.Findings findings, Path folder, Optional<Path> home) {
        this.findings = findings;
        this.folder = folder;
        this.home = home;
    }

    /// Whether a password was seen in the file itself.
    boolean hasSecrets() {
        return secretsSeen;
    }

    /// A password was seen.
    void sawSecret() {
        secretsSeen = true;
    }

    /// The texts of a setting; none where they are of another kind, which is noted.
    List<String> texts(Settings setting, Toml value, List<String> path) {
        List<String> texts =
                switch (setting.kind()) {
                    case TEXT -> value instanceof Toml.Text t ? List.of(t.value()) : List.of();
                    case TEXTS ->
                            switch (value) {
                                case Toml.Text t -> List.of(t.value());
                                case Toml.Series s -> s.texts();
                                default -> List.of();
                            };
                    case NUMBER -> value instanceof Toml.Figure f ? List.of(f.value()) : List.of();
                    case AMOUNT ->
                            switch (value) {
                                case Toml.Text t -> List.of(t.value());
                                case Toml.Figure f -> List.of(f.value());
                                default -> List.of();
                            };
                    case FLAG ->
                            value instanceof Toml.Flag f
                                    ? List.of(Boolean.toString(f.value()))
                                    : List.of();
                    case SECRET -> List.of();
                };
        if (texts.isEmpty()) {
            findings.error(path, setting.key() + " is " + wanted(setting));
        } else if (texts.contains("")) {
            findings.error(path, setting.key() + " is empty");
            return List.of();
        }
        return PATHS.contains(setting) ? texts.stream().map(this::place).toList() : texts;
    }

    private static String wanted(Settings setting) {
        return switch (setting.kind()) {
            case TEXT, SECRET -> "a text in quotes";
            case TEXTS -> "a text in quotes, or several in brackets";
            case NUMBER -> "a number, without quotes";
            case AMOUNT -> "a number, or a text in quotes";
            case FLAG -> "true or false, without quotes";
        };
    }

    /// A path relative to the file's own folder, or to the home directory.
    private String place(String text) {
        if (text.startsWith("~/") && home.isPresent()) {
            return home.get().resolve(text.substring(2)).toString();
        }
        return folder.resolve(text.replace("\0", "")).toString();
    }

    /// Where the secrets of a target are to be had.
    Map<Settings, SecretReference> secrets(Table table, List<String> path) {
        Map<Settings, SecretReference> secrets = new LinkedHashMap<>();
        for (Settings setting : Settings.values()) {
            Toml value = table.entries().get(setting.key());
            if (setting.kind() == Settings.Kind.SECRET && value != null) {
                List<String> where = ConfigReader.below(path, setting.key());
                reference(setting, value, where).ifPresent(found -> secrets.put(setting, found));
            }
        }
        return secrets;
    }

    private Optional<SecretReference> reference(Settings setting, Toml value, List<String> path) {
        if (!(value instanceof Table table)) {
            secretsSeen = true;
            findings.error(
                    path,
                    "no secret stands in this file itself; for " + setting.key() + " " + INSTEAD);
            return Optional.empty();
        }
        for (String key : table.entries().keySet()) {
            if (!WAYS.contains(key)) {
                findings.error(
                        ConfigReader.below(path, key),
                        "unknown key "
                                + ConfigReader.quoted(key)
                                + " of "
                                + setting.key()
                                + "; "
                                + INSTEAD);
                return Optional.empty();
            }
        }
        if (table.entries().size() != 1) {
            findings.error(path, setting.key() + " comes from one place; " + INSTEAD);
            return Optional.empty();
        }
        Map.Entry<String, Toml> entry = table.entries().entrySet().iterator().next();
        Optional<SecretReference> found = way(entry.getKey(), entry.getValue());
        if (found.isEmpty()) {
            findings.error(path, setting.key() + " does not say where it comes from; " + INSTEAD);
        }
        return found;
    }

    private Optional<SecretReference> way(String key, Toml value) {
        Optional<String> text =
                value instanceof Toml.Text one && !one.value().isBlank()
                        ? Optional.of(one.value())
                        : Optional.empty();
        return switch (key) {
            case "env" -> text.map(SecretReference.Variable::new);
            case "file" -> text.map(this::place).map(Path::of).map(SecretReference.InFile::new);
            default ->
                    words(value, text)
                            .filter(words -> !words.isEmpty())
                            .map(SecretReference.Command::new);
        };
    }

    /// A text is for the shell, a list for the system as it is.
    private static Optional<List<String>> words(Toml value, Optional<String> text) {
        if (value instanceof Toml.Series series) {
            return Optional.of(new ArrayList<>(series.texts()));
        }
        return text.map(line -> List.of("/bin/sh", "-c", line));
    }
}

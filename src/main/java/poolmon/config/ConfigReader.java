package poolmon.config;

import poolmon.config.Settings.Place;
import poolmon.config.Toml.Table;
import poolmon.model.ServerText;
import poolmon.model.Thresholds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the config file as a tree, and gathers everything that is wrong with it.
final class ConfigReader {
    private static final List<String> TABLES = List.of("defaults", "targets");

    /// Tables within that of a target.
    private static final List<String> PARTS = List.of("pools", "fleet");

    private static final String BELOW_FLEET = "; write it below [targets.NAME.fleet]";

    private final TomlText toml;
    private final ConfigFile.Check check;
    private final Findings findings;
    private final ConfigValues values;
    private final Map<Settings, String> defaults = new LinkedHashMap<>();

    /// @param folder what relative paths are relative to
    /// @param home what `~` stands for
    ConfigReader(String text, Path folder, Optional<Path> home, ConfigFile.Check check) {
        this.toml = new TomlText(text.startsWith("\uFEFF") ? text.substring(1) : text);
        this.check = check;
        this.findings = new Findings(toml, new ArrayList<>());
        this.values = new ConfigValues(findings, folder, home);
    }

    /// What was found to be wrong.
    ///
    /// @param toml knows the lines
    record Findings(TomlText toml, List<ConfigProblem> list) {
        void error(List<String> path, String sentence) {
            list.add(new ConfigProblem(toml.line(path), true, sentence));
        }

        void warning(List<String> path, String sentence) {
            list.add(new ConfigProblem(toml.line(path), false, sentence));
        }
    }

    ConfigFile file() {
        Table root;
        try {
            root = toml.tree();
        } catch (TomlText.Wrong e) {
            ConfigProblem wrong = new ConfigProblem(e.line(), true, e.sentence());
            return new ConfigFile(Map.of(), List.of(), Map.of(), List.of(wrong), false);
        }
        root.entries().forEach(this::known);
        Table general = table(root, List.of("defaults"));
        List<String> usual = defaults(general);
        Map<String, ConfigTarget> targets = new LinkedHashMap<>();
        Table all = table(root, List.of("targets"));
        for (String name : all.entries().keySet()) {
            targets.put(name, target(name, table(all, List.of("targets", name))));
        }
        for (String name : usual) {
            if (!targets.containsKey(name)) {
                findings.error(
                        List.of("defaults", "target"),
                        "there is no target " + quoted(name) + meant(name, targets.keySet()));
            }
        }
        List<ConfigProblem> problems = new ArrayList<>(findings.list());
        problems.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return new ConfigFile(defaults, usual, targets, problems, values.hasSecrets());
    }

    private void known(String key, Toml value) {
        if (TABLES.contains(key)) {
            return;
        }
        String hint = meant(key, TABLES);
        if (value instanceof Table) {
            hint = meant(key, TABLES);
        } else if (Settings.named(key, Place.DEFAULTS).isPresent()) {
            hint = "; write it below [defaults]";
        } else if (Settings.named(key, Place.TARGETS).isPresent()) {
            hint = "; write it below [targets.NAME]";
        } else if (Settings.named(key, Place.FLEETS).isPresent()) {
            hint = BELOW_FLEET;
        }
        findings.error(List.of(key), "unknown key " + quoted(key) + hint);
    }

    /// The table at a path, whose last part is a key of `parent`.
    private Table table(Table parent, List<String> path) {
        Toml value = parent.entries().getOrDefault(path.getLast(), Table.EMPTY);
        if (value instanceof Table table) {
            return table;
        }
        findings.error(
                path,
                quoted(path.getLast())
                        + " is a table: write ["
                        + String.join(".", plain(path))
                        + "]");
        return Table.EMPTY;
    }

    private static List<String> plain(List<String> path) {
        return path.stream().map(part -> new ServerText(part).shown()).toList();
    }

    private List<String> defaults(Table table) {
        List<String> path = List.of("defaults");
        Map<Settings, List<String>> found = settings(table, path, Place.DEFAULTS);
        found.forEach((setting, texts) -> defaults.put(setting, texts.getFirst()));
        defaults.remove(Settings.TARGET);
        thresholds(path, List.of(defaults));
        return found.getOrDefault(Settings.TARGET, List.of());
    }

    private ConfigTarget target(String name, Table table) {
        List<String> path = List.of("targets", name);
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}")) {
            findings.error(
                    path,
                    "the name "
                            + quoted(name)
                            + " of a target is to be typed: take letters, digits, '.', '_' and"
                            + " '-'");
        }
        Map<Settings, List<String>> found = settings(table, path, Place.TARGETS);
        Map<Settings, SecretReference> secrets = values.secrets(table, path);
        Map<Settings, String> single = new LinkedHashMap<>();
        found.forEach((setting, texts) -> single.put(setting, texts.getFirst()));
        thresholds(path, List.of(single, defaults));
        Map<String, Map<Settings, String>> pools = new LinkedHashMap<>();
        if (table.entries().containsKey("pools")) {
            Table all = table(table, below(path, "pools"));
            for (String pool : all.entries().keySet()) {
                List<String> place = below(below(path, "pools"), pool);
                Map<Settings, String> own = new LinkedHashMap<>();
                settings(table(all, place), place, Place.POOLS)
                        .forEach((setting, texts) -> own.put(setting, texts.getFirst()));
                thresholds(place, List.of(own, single, defaults));
                pools.put(pool, own);
            }
        }
        Map<Settings, List<String>> fleet = new LinkedHashMap<>();
        if (table.entries().containsKey("fleet")) {
            List<String> place = below(path, "fleet");
            Table plan = table(table, place);
            fleet.putAll(settings(plan, place, Place.FLEETS));
            if (table.entries().get("fleet") instanceof Table) {
                new FleetCheck(fleet, place, findings).check(plan.entries().keySet());
            }
        }
        ConfigTarget target = new ConfigTarget(name, found, secrets, pools, fleet);
        new TargetCheck(target, path, findings, values).check(table.entries().keySet());
        return target;
    }

    /// The settings of a table, less the secrets, which are more than a text.
    private Map<Settings, List<String>> settings(Table table, List<String> path, Place place) {
        Map<Settings, List<String>> found = new LinkedHashMap<>();
        for (Map.Entry<String, Toml> entry : table.entries().entrySet()) {
            String key = entry.getKey();
            List<String> where = below(path, key);
            Optional<Settings> setting = Settings.named(key, place);
            if (setting.isEmpty()) {
                if (place != Place.TARGETS || !PARTS.contains(key)) {
                    findings.error(where, "unknown key " + quoted(key) + hint(key, place));
                }
            } else if (setting.get().kind() != Settings.Kind.SECRET) {
                List<String> texts = values.texts(setting.get(), entry.getValue(), where);
                if (!texts.isEmpty() && isGood(setting.get(), texts, where)) {
                    found.put(setting.get(), texts);
                }
            }
        }
        return found;
    }

    private static String hint(String key, Place place) {
        if (place == Place.TARGETS && Set.of("password", "token").contains(key)) {
            return key.equals("token")
                    ? "; say whose: url_token or prometheus_token"
                    : "; say whose: url_password, dsn_password, redis_password or"
                            + " prometheus_password";
        }
        List<String> keys = new ArrayList<>(Settings.keys(place));
        if (place == Place.TARGETS) {
            keys.addAll(PARTS);
        }
        if (Settings.named(key, Place.DEFAULTS).isPresent()) {
            return "; write it below [defaults]";
        }
        return place == Place.TARGETS && Settings.named(key, Place.FLEETS).isPresent()
                ? BELOW_FLEET
                : meant(key, keys);
    }

    private boolean isGood(Settings setting, List<String> texts, List<String> where) {
        boolean good = true;
        for (String text : texts) {
            try {
                check.check(setting, text);
            } catch (IllegalArgumentException e) {
                findings.error(where, setting.key() + ": " + e.getMessage());
                good = false;
            }
        }
        return good;
    }

    /// Warning and critical have to fit, whichever place each comes from.
    ///
    /// @param layers the nearest first
    private void thresholds(List<String> path, List<Map<Settings, String>> layers) {
        Map<Settings, String> nearest = layers.getFirst();
        if (!nearest.containsKey(Settings.WARNING) && !nearest.containsKey(Settings.CRITICAL)) {
            return;
        }
        try {
            double warning = percent(Settings.WARNING, layers);
            double critical = percent(Settings.CRITICAL, layers);
            if (Double.compare(warning, critical) > 0) {
                findings.error(
                        below(path, nearest.containsKey(Settings.WARNING) ? "warning" : "critical"),
                        "warning is "
                                + shown(warning)
                                + " and critical "
                                + shown(critical)
                                + " here: the first must not be above the second");
            }
        } catch (NumberFormatException e) {
            // said where it stands
        }
    }

    private static String shown(double percent) {
        String text = Double.toString(percent);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static double percent(Settings setting, List<Map<Settings, String>> layers) {
        for (Map<Settings, String> layer : layers) {
            String text = layer.get(setting);
            if (text != null) {
                return Double.parseDouble(text.replace("%", ""));
            }
        }
        return setting == Settings.WARNING
                ? Thresholds.DEFAULT.warning()
                : Thresholds.DEFAULT.critical();
    }

    static List<String> below(List<String> path, String key) {
        List<String> below = new ArrayList<>(path);
        below.add(key);
        return below;
    }

    /// A name from the file for a message: on one line, and not longer than it. What looks like a
    /// place to connect to has got here by mistake and may hold a password.
    static String quoted(String name) {
        if (name.indexOf('@') >= 0 || name.contains("://")) {
            return "\"***\"";
        }
        String shown = new ServerText(name).shown();
        return '"' + (shown.length() > 60 ? shown.substring(0, 59) + "…" : shown) + '"';
    }

    private static String meant(String word, Iterable<String> known) {
        List<String> words = new ArrayList<>();
        known.forEach(words::add);
        return Nearest.of(word, words)
                .map(near -> "; did you mean " + quoted(near) + "?")
                .orElse(words.isEmpty() ? "" : "; there are " + String.join(", ", words));
    }
}

package poolmon.config;

import poolmon.model.Credentials;
import poolmon.model.Target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a target of the config file has to be so that it can be looked at.
///
/// @param path where it stands in the file
record TargetCheck(
        ConfigTarget target,
        List<String> path,
        ConfigReader.Findings findings,
        ConfigValues values) {

    /// Nothing of the environment counts here: the file is right or wrong wherever it is read.
    private static final Environment NOWHERE = new Environment(Map.of(), Optional.empty());

    private static final List<Settings> PLACES =
            List.of(Settings.URL, Settings.DSN, Settings.REDIS, Settings.PROMETHEUS, Settings.FILE);

    /// @param keys all that stands there, right or wrong
    void check(Set<String> keys) {
        if (PLACES.stream().noneMatch(place -> keys.contains(place.key()))
                && !keys.contains("fleet")) {
            findings.error(
                    path,
                    "target "
                            + ConfigReader.quoted(target.name())
                            + " names nothing to look at: give it url, dsn, redis, prometheus or"
                            + " file");
        }
        service(Settings.URL, Settings.URL_PASSWORD, Settings.URL_TOKEN);
        service(Settings.PROMETHEUS, Settings.PROMETHEUS_PASSWORD, Settings.PROMETHEUS_TOKEN);
        postgres(Settings.DSN, Settings.DSN_PASSWORD);
        postgres(Settings.ADMIN_DSN, Settings.ADMIN_DSN_PASSWORD);
        redis();
        needs(Settings.MATCH, Settings.PROMETHEUS, keys);
        needs(Settings.ADMIN_DSN, Settings.DSN, keys);
        needs(Settings.KEY, Settings.CERT, keys);
        needs(Settings.URL_PASSWORD, Settings.URL, keys);
        needs(Settings.URL_TOKEN, Settings.URL, keys);
        needs(Settings.DSN_PASSWORD, Settings.DSN, keys);
        needs(Settings.ADMIN_DSN_PASSWORD, Settings.ADMIN_DSN, keys);
        needs(Settings.REDIS_PASSWORD, Settings.REDIS, keys);
        needs(Settings.PROMETHEUS_PASSWORD, Settings.PROMETHEUS, keys);
        needs(Settings.PROMETHEUS_TOKEN, Settings.PROMETHEUS, keys);
        if (keys.contains(Settings.ADMIN_DSN.key()) && target.all(Settings.DSN).size() > 1) {
            error(Settings.ADMIN_DSN, "it is another way into one server: give one dsn");
        }
    }

    private void needs(Settings one, Settings other, Set<String> keys) {
        if (keys.contains(one.key()) && !keys.contains(other.key())) {
            error(one, "it is for " + other.key() + ", which is not given");
        }
    }

    private void service(Settings place, Settings password, Settings token) {
        boolean named = target.all(place).isEmpty();
        for (String url : target.all(place)) {
            try {
                Target.Service service = ServiceUrl.parse(url);
                Optional<Credentials> login = service.access().login();
                boolean hasPassword =
                        login.filter(who -> !who.password().value().isEmpty()).isPresent();
                String shown = service.shown();
                int query = shown.indexOf('?');
                if (hasPassword || (query >= 0 && shown.indexOf("***", query) >= 0)) {
                    secret(place, password, hasPassword);
                }
                named |= login.isPresent();
                if (login.isPresent() && target.secrets().containsKey(token)) {
                    error(token, "a token and a user in " + place.key() + " exclude each other");
                }
            } catch (IllegalArgumentException e) {
                error(place, String.valueOf(e.getMessage()));
            }
        }
        if (!named && target.secrets().containsKey(password)) {
            error(
                    password,
                    "it is the password of the user in "
                            + place.key()
                            + ", which names none; write http://USER@HOST");
        }
    }

    private void postgres(Settings place, Settings password) {
        for (String dsn : target.all(place)) {
            try {
                if (PostgresDsn.hasPassword(dsn)) {
                    secret(place, password, true);
                }
            } catch (IllegalArgumentException e) {
                error(place, String.valueOf(e.getMessage()));
            }
        }
    }

    private void redis() {
        for (String url : target.all(Settings.REDIS)) {
            try {
                Target found = RedisUrl.target(url, NOWHERE);
                Target.Redis server =
                        found instanceof Target.Sentinel group
                                ? group.sentinels().getFirst()
                                : (Target.Redis) found;
                if (server.password().isPresent()) {
                    secret(Settings.REDIS, Settings.REDIS_PASSWORD, true);
                }
            } catch (IllegalArgumentException e) {
                error(Settings.REDIS, String.valueOf(e.getMessage()));
            }
        }
    }

    /// A secret stands in the file.
    ///
    /// @param isPassword and there is a better place for it
    private void secret(Settings place, Settings password, boolean isPassword) {
        values.sawSecret();
        if (target.secrets().containsKey(password) && isPassword) {
            error(password, "there is a password in " + place.key() + " already");
            return;
        }
        findings.warning(
                ConfigReader.below(path, place.key()),
                isPassword
                        ? place.key()
                                + " holds a password; "
                                + password.key()
                                + " can take it from a variable, a file or a command"
                        : place.key() + " holds a secret");
    }

    private void error(Settings setting, String sentence) {
        findings.error(ConfigReader.below(path, setting.key()), setting.key() + ": " + sentence);
    }
}

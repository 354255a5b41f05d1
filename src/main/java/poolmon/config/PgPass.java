package poolmon.config;

import poolmon.model.Host;
import poolmon.model.Secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// libpq's password file, `PGPASSFILE` or `~/.pgpass`: lines of `host:port:database:user:password`,
/// where `*` alone fits everything and `\` takes the meaning from `:` and `\`.
final class PgPass {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private PgPass() {}

    /// The password of the first line that fits the first of the hosts that has one. Like libpq, a
    /// file that others can read is passed over, and so is one that cannot be read or is none on a
    /// disk: a named pipe might keep us waiting for ever.
    static Optional<Secret> password(
            List<Host> hosts, String database, String user, Environment environment) {
        Optional<Path> file = file(environment);
        if (file.isEmpty() || !isPrivate(file.get()) || !Files.isRegularFile(file.get())) {
            return Optional.empty();
        }
        List<String> lines = lines(file.get());
        for (Host host : hosts) {
            List<String> wanted =
                    List.of(host.name(), Integer.toString(host.port()), database, user);
            for (String line : lines) {
                Optional<Secret> password = password(line, wanted);
                if (password.isPresent()) {
                    return password;
                }
            }
        }
        return Optional.empty();
    }

    /// Without lambdas: where there is no `PGPASSFILE`, the first look at PostgreSQL would have to
    /// spin one, which takes longer than the login.
    private static Optional<Path> file(Environment environment) {
        Optional<String> told = environment.get("PGPASSFILE");
        try {
            if (told.isPresent()) {
                return Optional.of(Path.of(told.get()));
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        Optional<Path> home = environment.home();
        return home.isPresent() ? Optional.of(home.get().resolve(".pgpass")) : Optional.empty();
    }

    private static boolean isPrivate(Path file) {
        try {
            return OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
        } catch (UnsupportedOperationException e) {
            return true; // where there are no such permissions, libpq does not ask for them either
        } catch (IOException e) {
            return false;
        }
    }

    /// Decoded by hand, since `readAllLines` gives up at a byte that is not UTF-8.
    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Secret> password(String line, List<String> wanted) {
        int at = 0;
        for (String one : wanted) {
            int end = endOfField(line, at);
            String field = line.substring(at, end);
            boolean fits = field.equals("*") || unescaped(field).equals(one);
            if (end == line.length() || !fits) {
                return Optional.empty();
            }
            at = end + 1;
        }
        return line.startsWith("#") || at == line.length()
                ? Optional.empty()
                : Optional.of(new Secret(unescaped(line.substring(at))));
    }

    /// The place of the next colon that no backslash protects, else the end.
    private static int endOfField(String line, int from) {
        int i = from;
        while (i < line.length() && line.charAt(i) != ':') {
            i += line.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, line.length());
    }

    private static String unescaped(String field) {
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 1 < field.length()) {
                i++;
            }
            plain.append(field.charAt(i));
        }
        return plain.toString();
    }
}

package poolmon.config;

import poolmon.model.Host;
import poolmon.model.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// libpq's password file, `PGPASSFILE` or `~/.pgpass`: lines of `host:port:database:user:password`,
/// where `*` fits everything and `\` takes the meaning from `:` and `\`.
final class PgPass {
    private PgPass() {}

    /// The password of the first line that fits. Like libpq, a file that others can read is passed
    /// over, and so is one that cannot be read.
    static Optional<Secret> password(
            Host host, String database, String user, Environment environment) {
        Optional<Path> file =
                environment
                        .get("PGPASSFILE")
                        .map(Path::of)
                        .or(() -> environment.home().map(home -> home.resolve(".pgpass")));
        if (file.isEmpty() || !isPrivate(file.get())) {
            return Optional.empty();
        }
        List<String> wanted = List.of(host.name(), Integer.toString(host.port()), database, user);
        try {
            for (String line : Files.readAllLines(file.get())) {
                List<String> fields = fields(line);
                if (!line.startsWith("#") && fields.size() == 5 && fits(fields, wanted)) {
                    return Optional.of(new Secret(fields.get(4)));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isPrivate(Path file) {
        try {
            return Set.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE)
                    .containsAll(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                field.append(line.charAt(i));
            } else if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}

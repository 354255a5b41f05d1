package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.model.Access;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whom to trust over TLS, and who we are.
final class TlsOptions {
    private final Option<Path> authorities;
    private final Option<Path> certificate;
    private final Option<Path> key;
    private final Option<Boolean> insecure;

    TlsOptions(CommandSpec spec) {
        Options options = new Options(spec);
        authorities =
                file(options, "The PEM file with the authorities to trust over TLS.", "--cacert");
        certificate = file(options, "The PEM file with our own certificate.", "--cert");
        key = file(options, "The PEM file with its key, where --cert has none.", "--key");
        insecure = options.flag("Trust any certificate over TLS.", "--insecure");
    }

    private static Option<Path> file(Options options, String description, String name) {
        return options.optional(Path.class, Options::path, "FILE", description, name);
    }

    /// What the options say.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Access.Tls tls() {
        if (key.given().isPresent() && certificate.given().isEmpty()) {
            throw new IllegalArgumentException(
                    "--key is for the certificate of --cert FILE: give that too.");
        }
        return new Access.Tls(
                readable("--cacert", authorities),
                readable("--cert", certificate),
                readable("--key", key),
                insecure.value());
    }

    private static Optional<Path> readable(String name, Option<Path> option) {
        option.given()
                .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                .ifPresent(
                        file -> {
                            throw new IllegalArgumentException(
                                    "The file " + file + " of " + name + " cannot be read.");
                        });
        return option.given();
    }

    /// Tells what of the options is a danger, for `-v`.
    void tell(World world) {
        if (insecure.value()) {
            PrintWriter err = new PrintWriter(world.err());
            err.println(
                    "poolmon: --insecure: certificates are not checked, anybody may pass for the"
                            + " server.");
            err.flush();
        }
    }
}

package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.SecretFile;
import poolmon.exporter.ExporterServer;
import poolmon.exporter.Guard;
import poolmon.exporter.OwnTls;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/// Where `serve` listens, whom it lets in, and what it shows over TLS.
final class ServeOptions {
    private final Option<String> listen;
    private final Option<Path> token;
    private final Option<String> user;
    private final Option<Path> password;
    private final Option<Path> certificate;
    private final Option<Path> key;

    ServeOptions(CommandSpec spec) {
        Options options = new Options(spec);
        listen =
                options.value(
                        String.class,
                        text -> text,
                        "127.0.0.1:9188",
                        "HOST:PORT",
                        "Where to listen; :PORT is every address of this machine",
                        "--listen");
        token = file(options, "Let in who has the bearer token in it.", "--auth-token-file");
        user =
                options.optional(
                        String.class,
                        text -> text,
                        "NAME",
                        "Let in this user, by basic authentication.",
                        "--auth-user");
        password = file(options, "The file with the user's password.", "--auth-password-file");
        certificate =
                file(options, "Speak TLS and show the certificate in this PEM file.", "--tls-cert");
        key = file(options, "The PEM file with its key, where --tls-cert has none.", "--tls-key");
    }

    private static Option<Path> file(Options options, String description, String name) {
        return options.optional(Path.class, Options::path, "FILE", description, name);
    }

    /// @param look whose time the reading of files takes
    /// @throws IllegalArgumentException with a sentence for the user
    ExporterServer.Door door(LookOptions look) {
        String version = Version.line().replaceFirst("^poolmon ", "");
        return new ExporterServer.Door(address(listen.value()), tls(look), guard(look), version);
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        int port = colon < 0 ? -1 : port(text.substring(colon + 1));
        if (port < 0) {
            throw new IllegalArgumentException(
                    "--listen is HOST:PORT, for example 127.0.0.1:9188 or [::1]:9188, with a port"
                            + " of 0 to 65535.");
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? inner(host) : host;
        InetSocketAddress address =
                bare.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(bare, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "The host of --listen has no address: give an address of this machine.");
        }
        return address;
    }

    private static String inner(String bracketed) {
        return bracketed.substring(1, bracketed.length() - 1);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= 65_535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Guard guard(LookOptions look) {
        if (user.given().isPresent() != password.given().isPresent()) {
            throw new IllegalArgumentException(
                    "--auth-user and --auth-password-file belong together: give both.");
        }
        if (user.given().isPresent() && token.given().isPresent()) {
            throw new IllegalArgumentException(
                    "--auth-user and --auth-token-file exclude each other: give one of them.");
        }
        if (token.given().isPresent()) {
            Path file = token.given().get();
            return new Guard.Bearer(
                    look.read(end -> SecretFile.token("--auth-token-file", file, end)));
        }
        if (user.given().isPresent() && password.given().isPresent()) {
            if (user.given().get().contains(":")) {
                throw new IllegalArgumentException("--auth-user cannot have a colon in it.");
            }
            Path file = password.given().get();
            return new Guard.Basic(
                    user.given().get(),
                    look.read(end -> SecretFile.password("--auth-password-file", file, end)));
        }
        return new Guard.Open();
    }

    private Optional<SSLContext> tls(LookOptions look) {
        if (certificate.given().isEmpty()) {
            if (key.given().isPresent()) {
                throw new IllegalArgumentException(
                        "--tls-key is for the certificate of --tls-cert FILE: give that too.");
            }
            return Optional.empty();
        }
        Path chain = certificate.given().get();
        Path own = key.given().orElse(chain);
        return Optional.of(look.read(end -> OwnTls.showing(chain, own, end)));
    }
}

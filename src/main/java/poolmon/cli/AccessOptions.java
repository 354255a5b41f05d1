package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.HeaderLine;
import poolmon.config.Proxies;
import poolmon.config.SecretFile;
import poolmon.model.Access;
import poolmon.model.Credentials;
import poolmon.model.Secret;
import poolmon.model.ServerText;
import poolmon.model.Target;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How services are reached: who asks, and whom to trust. The proxies come from the environment.
final class AccessOptions {
    private static final String VARIABLE = "POOLMON_PASSWORD";

    private final Option<List<Access.Header>> headers;
    private final Option<Path> tokenFile;
    private final Option<String> user;
    private final Option<Path> passwordFile;
    private final Passwords passwords;
    private final TlsOptions tls;

    AccessOptions(CommandSpec spec) {
        Options options = new Options(spec);
        headers =
                options.several(
                        Access.Header.class,
                        HeaderLine::parse,
                        "'NAME: VALUE'",
                        "A header to send; may be given several times.",
                        "--header");
        tokenFile = file(options, "The file with the bearer token to send.", "--bearer-token-file");
        user =
                options.optional(
                        String.class,
                        AccessOptions::userName,
                        "NAME",
                        "The user to log in as, where the URL names none; the password is in "
                                + VARIABLE
                                + ", or asked for.",
                        "--user");
        passwordFile = file(options, "The file with the user's password.", "--password-file");
        passwords = new Passwords(spec);
        tls = new TlsOptions(spec);
    }

    private static Option<Path> file(Options options, String description, String name) {
        return options.optional(Path.class, Options::path, "FILE", description, name);
    }

    /// As curl takes it, `name:password` would show the password in the list of processes.
    private static String userName(String text) {
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "it is the name alone; the password comes from "
                            + VARIABLE
                            + ", --password-file FILE or -W");
        }
        return text;
    }

    /// What the options and the environment say of every service.
    ///
    /// @param look whose time the reading of files takes
    /// @throws IllegalArgumentException with a sentence for the user
    Access access(World world, LookOptions look) {
        Optional<Credentials> login = user.given().map(name -> login(name, world, look));
        if (login.isEmpty() && passwordFile.given().isPresent()) {
            throw new IllegalArgumentException(
                    "--password-file is for the password of --user NAME: give that too.");
        }
        Optional<Secret> token =
                tokenFile
                        .given()
                        .map(
                                file ->
                                        look.read(
                                                end ->
                                                        SecretFile.token(
                                                                "--bearer-token-file", file, end)));
        if (login.isPresent() && token.isPresent()) {
            throw new IllegalArgumentException(
                    "--user and --bearer-token-file exclude each other: give one of them.");
        }
        return new Access(
                login, token, headers.value(), tls.tls(), Proxies.of(world.environment()));
    }

    /// A service that is reached by the proxies of the environment, and else as its URL says.
    static Target.Service byProxies(Target.Service service, World world) {
        Access own = service.access();
        return new Target.Service(
                service.url(),
                new Access(
                        own.login(),
                        own.token(),
                        own.headers(),
                        own.tls(),
                        Proxies.of(world.environment())),
                service.address(),
                service.format(),
                service.samples());
    }

    private Credentials login(String name, World world, LookOptions look) {
        Optional<Path> file = passwordFile.given();
        if (passwords.areAskedFor()) {
            if (file.isPresent()) {
                throw new IllegalArgumentException(
                        "-W and --password-file exclude each other: give one of them.");
            }
            return new Credentials(name, typed(name, world));
        }
        return new Credentials(
                name,
                file.map(
                                path ->
                                        look.read(
                                                end ->
                                                        SecretFile.password(
                                                                "--password-file", path, end)))
                        .or(() -> world.environment().get(VARIABLE).map(Secret::new))
                        .orElseGet(() -> typed(name, world)));
    }

    private static Secret typed(String name, World world) {
        return Passwords.asked(
                new ServerText(name).shown(),
                world,
                "Set " + VARIABLE + " or give --password-file FILE.");
    }

    /// A service with this access. A login in its URL is its own and stays.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Target.Service reached(Target.Service service, Access access, World world) {
        Optional<Credentials> own = service.access().login();
        if (own.isPresent() && access.token().isPresent()) {
            throw new IllegalArgumentException(
                    "A login in the URL and --bearer-token-file exclude each other: give one of"
                            + " them.");
        }
        if (own.isEmpty() && passwords.areAskedFor() && access.login().isEmpty()) {
            throw new IllegalArgumentException(
                    "-W asks for the password of --user NAME or of the user in the URL: give one"
                            + " of them.");
        }
        return new Target.Service(
                service.url(),
                access.withLogin(own.map(login -> asked(login, service, world)).or(access::login)),
                service.address(),
                service.format(),
                service.samples());
    }

    private Credentials asked(Credentials login, Target.Service service, World world) {
        return passwords.areAskedFor()
                        && (user.given().isEmpty() || login.password().value().isEmpty())
                ? new Credentials(
                        login.user(),
                        Passwords.asked(
                                service.shown(),
                                world,
                                "Give it in the URL, or --user NAME with --password-file FILE."))
                : login;
    }

    /// Tells what of the options is a danger, for `-v`.
    void tell(World world) {
        tls.tell(world);
    }
}

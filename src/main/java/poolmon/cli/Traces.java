package poolmon.cli;

import poolmon.model.Access;
import poolmon.model.Secret;
import poolmon.model.ServerText;
import poolmon.model.Target;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// The exceptions behind a failure. Their messages may be a server's own words: they reach the
/// terminal without controls, and without a secret of the target that the server repeats.
final class Traces {
    private Traces() {}

    static void print(Throwable cause, Target target, PrintWriter err) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        List<Secret> secrets = secrets(target);
        for (String line : trace.toString().lines().toList()) {
            String shown = new ServerText(line).shown();
            for (Secret secret : secrets) {
                shown = secret.value().isEmpty() ? shown : shown.replace(secret.value(), "***");
            }
            err.println(line.startsWith("\t") ? "    " + shown : shown);
        }
    }

    private static List<Secret> secrets(Target target) {
        return switch (target) {
            case Target.Postgres server -> server.password().stream().toList();
            case Target.Guarded server -> both(server.ordinary(), server.reserved());
            case Target.Watched server -> secrets(server.server());
            case Target.Bouncer bouncer -> secrets(bouncer.console());
            case Target.Redis server -> server.password().stream().toList();
            case Target.Sentinel sentinel ->
                    sentinel.sentinels().stream().flatMap(s -> secrets(s).stream()).toList();
            case Target.Service service -> secrets(service.access());
            case Target.Fleet fleet -> secrets(fleet.access());
            case Target.History history -> secrets(history.fleet());
            case Target.Saved _, Target.Recording _, Target.Recorded _ -> List.of();
        };
    }

    private static List<Secret> both(Target one, Target other) {
        List<Secret> all = new ArrayList<>(secrets(one));
        all.addAll(secrets(other));
        return all;
    }

    private static List<Secret> secrets(Access access) {
        List<Secret> all = new ArrayList<>();
        access.login().ifPresent(login -> all.add(login.password()));
        access.token().ifPresent(all::add);
        access.headers().forEach(header -> all.add(header.value()));
        access.proxies()
                .http()
                .flatMap(Access.Proxy::login)
                .ifPresent(login -> all.add(login.password()));
        access.proxies()
                .https()
                .flatMap(Access.Proxy::login)
                .ifPresent(login -> all.add(login.password()));
        return all;
    }
}

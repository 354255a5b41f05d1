package poolmon.source.postgres;

import poolmon.model.Deadline;
import poolmon.model.Target;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// A target's parameters, which have libpq's names, as the driver wants them. Those that do not
/// bear on how to reach the server are passed over: poolmon sets its own name and time limits.
record ConnectionProperties(Target.Postgres target, Deadline deadline) {

    /// The same properties for a connection by way of a pooler, which refuses options that it does
    /// not know.
    static void byPooler(Properties properties) {
        properties.remove("options");
    }

    Properties with(Wire wire) {
        Properties properties = new Properties();
        properties.setProperty("user", target.user().orElse("postgres"));
        properties.setProperty("PGDBNAME", target.database().or(target::user).orElse("postgres"));
        if (target.password().isPresent()) {
            properties.setProperty("password", target.password().get().value());
        }
        properties.setProperty("ApplicationName", "poolmon");
        properties.setProperty("options", options());
        // spares a round trip: names ourselves in the first message and not by a SET after it
        properties.setProperty("assumeMinServerVersion", "9.0");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("binaryTransfer", "false");
        properties.setProperty("prepareThreshold", "0");
        WireFactory.lay(wire, properties);
        for (Map.Entry<String, String> parameter : target.parameters().entrySet()) {
            set(properties, parameter.getKey(), parameter.getValue());
        }
        if (wire.isSocket()) {
            properties.setProperty("sslmode", "disable"); // as libpq has it
        }
        return properties;
    }

    /// What we ask changes nothing. The target's own options stand first (some clouds route by
    /// them), so that ours win. Time limits are set later, by [Queries#limits].
    private String options() {
        String own = target.parameters().getOrDefault("options", "");
        return (own.isEmpty() ? "" : own + " ") + "-c default_transaction_read_only=on";
    }

    private static void set(Properties properties, String name, String value) {
        switch (name) {
            case "sslmode", "sslcert", "sslpassword" -> properties.setProperty(name, value);
            case "sslkey" -> {
                properties.setProperty(name, value);
                properties.setProperty("pemKeyAlgorithm", KeyAlgorithm.of(value));
            }
            case "sslrootcert" -> {
                if (value.equals("system")) {
                    properties.setProperty("sslmode", "verify-full"); // as libpq has it
                    properties.setProperty(
                            "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
                } else {
                    properties.setProperty("sslrootcert", value);
                }
            }
            case "sslnegotiation" -> properties.setProperty("sslNegotiation", value);
            case "channel_binding" -> properties.setProperty("channelBinding", value);
            default -> {
                // not about the connection
            }
        }
    }

    /// The target's `connect_timeout`; like in libpq, 0 or nothing means that there is none.
    Duration connectTimeout() {
        String seconds = target.parameters().getOrDefault("connect_timeout", "0");
        try {
            int number = Integer.parseInt(seconds);
            return number > 0 ? Duration.ofSeconds(number) : deadline.left();
        } catch (NumberFormatException e) {
            return deadline.left();
        }
    }
}

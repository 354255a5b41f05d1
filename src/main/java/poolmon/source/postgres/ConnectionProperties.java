package poolmon.source.postgres;

import poolmon.model.Deadline;
import poolmon.model.Target;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// A target's parameters, which have libpq's names, as the driver wants them. Those that do not
/// bear on how to reach the server are passed over: poolmon sets its own name and time limits.
record ConnectionProperties(Target.Postgres target, Deadline deadline) {

    /// Where the statement stands that sets our limits for one transaction. The driver passes over
    /// what it does not know.
    private static final String LIMITS = "poolmon.limits";

    /// The same properties for a connection by way of a pooler, which refuses options that it does
    /// not know, and whose connections are other people's as soon as our transaction has ended.
    ///
    /// @return the statement that sets our limits for the transaction that it runs in
    static String byPooler(Properties properties) {
        properties.remove("options");
        return properties.getProperty(LIMITS, "");
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
        properties.setProperty(LIMITS, limits());
        WireFactory.lay(wire, properties);
        for (Map.Entry<String, String> parameter : target.parameters().entrySet()) {
            set(properties, parameter.getKey(), parameter.getValue());
        }
        return properties;
    }

    /// What keeps our session from staying on the server, or in anybody's way, when we are gone.
    /// The target's own options stand first (some clouds route by them), so that ours win.
    private String options() {
        int millis = deadline.leftMillis();
        String own = target.parameters().getOrDefault("options", "");
        return (own.isEmpty() ? "" : own + " ")
                + "-c statement_timeout="
                + millis
                + " -c lock_timeout="
                + millis
                + " -c idle_in_transaction_session_timeout="
                + millis
                + " -c default_transaction_read_only=on";
    }

    private String limits() {
        int millis = deadline.leftMillis();
        return "SET LOCAL statement_timeout = "
                + millis
                + "; SET LOCAL lock_timeout = "
                + millis
                + "; SET LOCAL idle_in_transaction_session_timeout = "
                + millis;
    }

    private static void set(Properties properties, String name, String value) {
        switch (name) {
            case "sslmode", "sslcert", "sslkey", "sslpassword" ->
                    properties.setProperty(name, value);
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

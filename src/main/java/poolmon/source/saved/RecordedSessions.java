package poolmon.source.saved;

import poolmon.model.Client;
import poolmon.model.ClientGroup;
import poolmon.model.JudgedSession;
import poolmon.model.Session;
import poolmon.model.SessionGroup;
import poolmon.model.Verdict;

import java.time.Duration;
import java.util.Optional;

/// Reads back who used a server: sessions, groups of sessions and groups of clients.
final class RecordedSessions {
    private RecordedSessions() {}

    static JudgedSession session(Fields fields) {
        return new JudgedSession(
                new Session(
                        (int) fields.count("pid"),
                        fields.text("user"),
                        fields.text("database"),
                        fields.blank("application_name"),
                        fields.text("client_addr"),
                        fields.word("state").map(Session.State::of),
                        fields.text("wait_event_type"),
                        fields.text("wait_event"),
                        fields.time("backend_start"),
                        fields.time("xact_start"),
                        fields.time("state_change"),
                        fields.seconds("duration_seconds"),
                        fields.seconds("transaction_seconds"),
                        Optional.empty(),
                        fields.blank("query"),
                        fields.pids("blocked_by")),
                verdict(fields),
                RecordedReport.severity(fields),
                fields.pids("blocking"));
    }

    private static Verdict verdict(Fields fields) {
        return RecordedReport.constant(Verdict.values(), fields, "verdict").orElse(Verdict.OK);
    }

    static SessionGroup group(Fields fields) {
        return new SessionGroup(
                fields.blank("application_name"),
                fields.text("client_addr"),
                fields.blank("fingerprint"),
                fields.count("count"),
                fields.seconds("oldest_seconds").orElse(Duration.ZERO),
                verdict(fields),
                RecordedReport.severity(fields));
    }

    static ClientGroup clients(Fields fields) {
        return new ClientGroup(
                RecordedReport.constant(Client.Kind.values(), fields, "kind")
                        .orElse(Client.Kind.NORMAL),
                fields.blank("name"),
                fields.blank("address"),
                fields.blank("user"),
                fields.blank("library"),
                fields.blank("command"),
                fields.count("count"),
                fields.seconds("oldest_idle_seconds").orElse(Duration.ZERO),
                fields.seconds("oldest_age_seconds").orElse(Duration.ZERO),
                fields.count("output_buffer_bytes"));
    }
}

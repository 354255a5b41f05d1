package poolmon.output;

import poolmon.model.Breakdown;
import poolmon.model.ClientGroup;
import poolmon.model.JudgedSession;
import poolmon.model.Session;
import poolmon.model.SessionGroup;

import java.io.IOException;

/// Writes who uses a server: sessions, groups of sessions, groups of clients, and the breakdown.
final class JsonSessions {
    private final Json json;

    JsonSessions(Json json) {
        this.json = json;
    }

    void session(JudgedSession judged) throws IOException {
        Session session = judged.session();
        json.open();
        json.number("pid", session.pid());
        json.text("user", session.user());
        json.text("database", session.database());
        json.text("application_name", session.applicationName());
        json.text("client_addr", session.clientAddress());
        if (session.state().isPresent()) {
            json.text("state", session.state().get().text());
        } else {
            json.nothing("state");
        }
        json.text("wait_event_type", session.waitEventType());
        json.text("wait_event", session.waitEvent());
        json.time("backend_start", session.backendStart());
        json.time("xact_start", session.transactionStart());
        json.time("state_change", session.stateChange());
        json.seconds("duration_seconds", session.inState());
        json.seconds("transaction_seconds", session.transactionAge());
        json.text("query", session.query());
        json.pids("blocked_by", session.blockedBy());
        json.pids("blocking", judged.blocking());
        json.text("verdict", judged.verdict().word());
        json.text("severity", judged.severity().word());
        json.end();
    }

    void group(SessionGroup group) throws IOException {
        json.open();
        json.text("application_name", group.applicationName());
        json.text("client_addr", group.clientAddress());
        json.text("fingerprint", group.fingerprint());
        json.number("count", group.count());
        json.seconds("oldest_seconds", group.oldest());
        json.text("verdict", group.verdict().word());
        json.text("severity", group.severity().word());
        json.end();
    }

    void clients(ClientGroup group) throws IOException {
        json.open();
        json.text("kind", group.kind().word());
        json.textOrNull("name", group.name());
        json.textOrNull("address", group.address());
        json.textOrNull("user", group.user());
        json.textOrNull("library", group.library());
        json.textOrNull("command", group.command());
        json.number("count", group.count());
        json.seconds("oldest_idle_seconds", group.oldestIdle());
        json.seconds("oldest_age_seconds", group.oldestAge());
        json.number("output_buffer_bytes", group.outputBytes());
        json.end();
    }

    void breakdown(Breakdown breakdown) throws IOException {
        json.open("breakdown");
        for (Breakdown.Dimension dimension : breakdown.dimensions()) {
            json.openList(dimension.name());
            for (Breakdown.Share share : dimension.shares()) {
                json.open();
                json.textOrNull("value", share.value());
                json.number("count", share.count());
                json.number("active", share.active());
                json.number("idle_in_transaction", share.inTransaction());
                json.number("idle", share.idle());
                json.number("hidden", share.hidden());
                json.end();
            }
            json.endList();
        }
        json.end();
    }
}

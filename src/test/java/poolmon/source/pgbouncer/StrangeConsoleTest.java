package poolmon.source.pgbouncer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.FakeServer;

import java.sql.SQLException;
import java.util.List;

/// Consoles that lie, stop in the middle, drip or say nothing: each is told in a sentence, in time.
class StrangeConsoleTest {
    /// No TLS, then the login.
    private static final String WELCOME = "NR\0\0\0\u0008\0\0\0\0";

    private static Cli.Result ask(FakeServer server) {
        return Cli.BARE.run(
                "db",
                "--dsn",
                "postgresql://stats@" + server.address() + "/pgbouncer",
                "--timeout",
                "700ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "X",
                "N",
                "NR\u007f\u007f\u007f\u007f",
                "NR\0\0\0\0",
                "NR\0\0\0\u0005x",
                "NR\0\0\0\u0008\0\0\0\u0063",
                "NR\0\0\0\u0008\0\0\0\u000b",
                WELCOME + "Z\0\0\0\u0005I",
                WELCOME + "S\0\0\0\u0020server_version\0"
            })
    void isToldInASentence(String said) {
        try (FakeServer server = FakeServer.sending(said)) {
            Cli.Result result = ask(server);

            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
            assertThat(result.out()).startsWith("ERROR ").contains("NEXT ");
            assertThat(result.out() + result.err()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void oneThatSaysNothingIsLeftInTime() {
        try (FakeServer server = FakeServer.silent()) {
            assertThat(ask(server).out()).contains("did not answer in time");
        }
    }

    @Test
    void oneThatDripsIsLeftInTime() {
        try (FakeServer server = FakeServer.dripping(WELCOME + "S", 50)) {
            Cli.Result result = ask(server);

            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).contains("in time");
        }
    }

    @Property(tries = 2000)
    void noMessageIsReadBeyondItsEnd(@ForAll byte[] content) {
        List<String> columns = List.of("one", "two");
        swallow(() -> new Message('T', content).columns());
        swallow(() -> new Message('D', content).row(columns));
        swallow(() -> new Message('S', content).text());
        Object refusal = new Message('E', content).refusal();
        assertThat(refusal).isNotNull();
    }

    private interface Reads {
        Object read() throws SQLException;
    }

    /// A complaint in the protocol's terms is what is wanted; any other exception is not.
    private static void swallow(Reads reads) {
        try {
            assertThat(reads.read()).isNotNull();
        } catch (SQLException strange) {
            assertThat(strange.getSQLState()).isEqualTo("08P01");
        }
    }
}

package poolmon.source.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fuzz.Fuzz;

import java.util.List;
import java.util.Set;

/// Whatever stands at `/metrics` is read as far as it makes sense.
class ExpositionFuzzTest {
    private static final String TEXT =
            """
            # HELP hikaricp_connections_active Active Connections
            # TYPE hikaricp_connections_active gauge
            hikaricp_connections_active{application="orders",pool="Hikari\\"Pool\\\\1\\n"} 7.0
            hikaricp_connections_max{pool="HikariPool-1",} 10 1708000000000
            hikaricp_connections_pending{pool='x'} +Inf
            go_sql_open_connections{db_name="main"} 4 # {trace_id="a"} 1.0
            # EOF
            """;

    @Test
    void anyTextIsReadOrRefused() {
        Set<String> wanted = Set.of("hikaricp_connections_active", "hikaricp_connections_max");
        Fuzz.of(
                        List.of(TEXT),
                        "{",
                        "}",
                        "\"",
                        ",",
                        "=",
                        " ",
                        "\n",
                        "\\",
                        "# TYPE ",
                        "# EOF\n",
                        "NaN",
                        "+Inf",
                        "hikaricp_connections_active",
                        "# {",
                        "1e3")
                .feed(text -> assertThat(ExpositionText.read(text, wanted)).isNotNull());
    }
}

package poolmon.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fuzz.Fuzz;

import java.util.List;

/// Whatever stands in `pg_stat_activity.query`, cut off or not, has a shape that is no longer than
/// a little more than itself.
class StatementsFuzzTest {
    @Test
    void anyStatementHasAShape() {
        Fuzz.of(
                        List.of(
                                "SELECT * FROM orders WHERE id IN (1, 2, 3) AND name = E'it\\'s'"
                                        + " /*controller='orders',action='index'*/",
                                "INSERT INTO t VALUES ($1, $$a$$, $tag$b$tag$, 0x1F, 1.5e-3,"
                                        + " U&'\\0041') -- note"),
                        "'",
                        "\"",
                        "$",
                        "$$",
                        "/*",
                        "*/",
                        "--",
                        "\n",
                        "(",
                        ")",
                        ",",
                        "E'",
                        "\\",
                        "='",
                        "$1")
                .feed(
                        sql -> {
                            String shape = QueryFingerprint.of(sql);
                            assertThat(shape.length()).isLessThanOrEqualTo(2 * sql.length() + 16);
                        });
    }
}

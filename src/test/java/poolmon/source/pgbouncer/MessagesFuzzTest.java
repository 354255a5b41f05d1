package poolmon.source.pgbouncer;

import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

import poolmon.fuzz.Fuzz;

import java.util.List;

/// Whatever a console sends, nothing is read beyond the end of a message.
class MessagesFuzzTest {
    private static final String COLUMNS =
            "\0\2database\0" + "\0".repeat(18) + "cl_active\0" + "\0".repeat(18);
    private static final String ROW = "\0\2\0\0\0\6orders\0\0\0\1" + "7";

    @Test
    void anyMessageIsReadOrStrange() {
        Fuzz.of(
                        List.of(COLUMNS, ROW, "SFATAL\0C28P01\0Mno\0\0"),
                        "\0",
                        "\0\0\0\1",
                        "\u007f\u007f",
                        "database\0")
                .feedBytes(
                        bytes -> {
                            try {
                                new Message('D', bytes).row(List.of("database", "cl_active"));
                            } catch (PSQLException strange) {
                                // becomes a sentence
                            }
                            try {
                                new Message('T', bytes).columns();
                            } catch (PSQLException strange) {
                                // becomes a sentence
                            }
                        });
    }
}

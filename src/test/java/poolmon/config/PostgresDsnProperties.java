package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.Map;
import java.util.Optional;

/// What holds for every text that is given as a DSN.
class PostgresDsnProperties {
    private static final String PASSWORD = "T0pSecret";
    private static final Environment EMPTY = new Environment(Map.of(), Optional.empty());

    @Property(tries = 500)
    void anyTextIsReadOrRefusedWithASentence(@ForAll String text) {
        try {
            assertThat(PostgresDsn.parse(text, EMPTY).hosts()).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("Exception");
        }
    }

    @Property(tries = 1000)
    void noSentenceHoldsThePassword(@ForAll("damaged") String dsn) {
        try {
            assertThat(PostgresDsn.parse(dsn, EMPTY).toString()).isNotBlank();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining(PASSWORD);
        }
    }

    /// DSNs with a password, cut off or with something foreign in their middle.
    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> whole =
                Arbitraries.of(
                        "postgresql://u:" + PASSWORD + "@h1:5432,[::1]:5433/db?sslmode=require",
                        "postgresql+asyncpg://u:" + PASSWORD + "@db:5432/db",
                        "jdbc:postgresql://db:5432/db?user=u&password=" + PASSWORD,
                        "host=db port=5432 user='u' password='" + PASSWORD + "' dbname=db");
        Arbitrary<String> foreign =
                Arbitraries.strings().withChars(":/@?&=%[]',# \\0a\n").ofMaxLength(4);
        return whole.flatMap(
                dsn ->
                        Arbitraries.integers()
                                .between(0, dsn.length())
                                .flatMap(
                                        at ->
                                                foreign.map(
                                                        inserted ->
                                                                inserted.isEmpty()
                                                                        ? dsn.substring(0, at)
                                                                        : dsn.substring(0, at)
                                                                                + inserted
                                                                                + dsn.substring(
                                                                                        at))));
    }
}

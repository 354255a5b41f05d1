package poolmon.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFingerprintTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT * FROM t WHERE id = 42 | SELECT * FROM t WHERE id = ?",
                "SELECT * FROM t WHERE id = $1 | SELECT * FROM t WHERE id = ?",
                "SELECT 'it''s', 1.5e10, x1 | SELECT ?, …, x1",
                "SELECT E'a\\'b' AS name | SELECT ? AS name",
                "SELECT $tag$ any 'thing' $tag$ | SELECT ?",
                "WHERE id IN (1, 2, 3, 4) | WHERE id IN (?, …)",
                "WHERE id IN (1,2,3,4) | WHERE id IN (?, …)",
                "SELECT /* a /* nested */ one */ a FROM \"Odd 1\" | SELECT a FROM \"Odd 1\"",
                "SELECT 'cut off in the mid | SELECT ?",
                "SELECT /* cut off | SELECT"
            })
    void literalsListsAndCommentsAreFolded(String sql, String shape) {
        assertThat(QueryFingerprint.of(sql)).isEqualTo(shape);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 1 /*controller='orders',action='index'*/ | SELECT ? /* controller=orders,"
                        + " action=index */",
                "/*application:Shop,controller:orders*/ SELECT 1 | SELECT ? /* application=Shop,"
                        + " controller=orders */",
                "SELECT 1 /*route='%2Forders%2F%3Aid',traceparent='00-5bd6-01'*/ | SELECT ? /*"
                        + " route=/orders/:id */",
                "SELECT 1 /*traceparent='00-5bd6-01'*/ | SELECT ?",
                "SELECT 1 /* why: see below, really */ | SELECT ?",
                "SELECT 1 /* just a word */ | SELECT ?",
                "SELECT 1 /*a='b' | SELECT ?",
                "SELECT '/*a=''b''*/' | SELECT ?",
                "SELECT '/*a:b*/' | SELECT ?",
                "SELECT 1 /*a:b*/; | SELECT ? ; /* a=b */",
                "SELECT 1 /*db_driver='%ZZ'*/ | SELECT ? /* db_driver=%ZZ */"
            })
    void thePlaceInTheCodeIsKept(String sql, String shape) {
        assertThat(QueryFingerprint.of(sql)).isEqualTo(shape);
    }

    @Test
    void whiteSpaceAndLineCommentsAreFolded() {
        assertThat(QueryFingerprint.of("SELECT  1 -- why\n\tFROM t")).isEqualTo("SELECT ? FROM t");
    }

    @Property
    void anyTextIsFoldedAndNeverGrowsMuch(@ForAll String text) {
        assertThat(QueryFingerprint.of(text).length()).isLessThanOrEqualTo(2 * text.length() + 2);
    }

    @Property
    void numbersMakeNoDifference(@ForAll int a, @ForAll int b) {
        String one = "UPDATE t SET n = " + Math.abs((long) a) + " WHERE id = 1";
        String other = "UPDATE t SET n = " + Math.abs((long) b) + " WHERE id = 1";

        assertThat(QueryFingerprint.of(one)).isEqualTo(QueryFingerprint.of(other));
    }
}

package poolmon.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

class ServerTextTest {

    @Test
    void escapeSequencesLoseTheirPower() {
        assertThat(new ServerText("a\u001b[2Jb\u0007").shown()).isEqualTo("a\uFFFD[2Jb\uFFFD");
        assertThat(new ServerText("\u009b31m").shown()).isEqualTo("\uFFFD31m");
    }

    @Test
    void bidirectionalControlsAreReplaced() {
        assertThat(new ServerText("user\u202Enimda").shown()).isEqualTo("user\uFFFDnimda");
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(new ServerText("\n SELECT 1\r\n\t FROM t \n").shown())
                .isEqualTo("SELECT 1 FROM t");
    }

    @Test
    void lettersOfAnyScriptStay() {
        assertThat(new ServerText("zählung 数据库 😀").shown()).isEqualTo("zählung 数据库 😀");
    }

    @Property
    void whateverAServerSendsNoControlCharacterIsShown(@ForAll String raw) {
        assertThat(new ServerText(raw).shown().codePoints().allMatch(ServerText::isHarmless))
                .isTrue();
    }
}

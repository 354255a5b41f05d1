package poolmon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Tool;

class ShellScriptsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"packaging/image/launcher.sh", "packaging/deb/control/prerm", ".ci/run"})
    void shellcheckFindsNothing(String script) throws Exception {
        assertThat(Tool.demand("shellcheck").run(script)).isEqualTo(new Tool.Result(0, ""));
    }
}

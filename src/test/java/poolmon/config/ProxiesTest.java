package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.model.Access;
import poolmon.model.Credentials;
import poolmon.model.Host;
import poolmon.model.Secret;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ProxiesTest {

    private static Access.Proxies of(String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Proxies.of(new Environment(environment, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "proxy:3128, proxy, 3128, false",
        "http://proxy:3128, proxy, 3128, false",
        "HTTP://proxy:3128/, proxy, 3128, false",
        "http://proxy, proxy, 80, false",
        "https://proxy, proxy, 443, true",
        "https://proxy:8443/x, proxy, 8443, true",
        "'[::1]:3128', ::1, 3128, false",
        "ann:s3cret@proxy:3128, proxy, 3128, false"
    })
    void readsAProxy(String text, String host, int port, boolean tls) {
        Access.Proxy proxy = of("http_proxy", text).http().orElseThrow();

        assertThat(proxy.host()).isEqualTo(new Host(host, port));
        assertThat(proxy.tls()).isEqualTo(tls);
    }

    @Test
    void readsTheLoginOfAProxy() {
        assertThat(of("HTTPS_PROXY", "http://ann:p%40w@proxy:3128").https().orElseThrow().login())
                .contains(new Credentials("ann", new Secret("p@w")));
    }

    @Test
    void theLowerCaseWinsAndAllProxyIsForTheRest() {
        Access.Proxies proxies =
                of("HTTP_PROXY", "upper:1", "http_proxy", "lower:2", "ALL_PROXY", "all:3");

        assertThat(proxies.http().orElseThrow().host().name()).isEqualTo("lower");
        assertThat(proxies.https().orElseThrow().host().name()).isEqualTo("all");
        assertThat(of("HTTP_PROXY", "upper:1").http().orElseThrow().host().name())
                .isEqualTo("upper");
        assertThat(of("http_proxy", "", "HTTP_PROXY", "upper:1").http()).isPresent();
        assertThat(of("HTTP_PROXY", "upper:1").https()).isEmpty();
        assertThat(of("all_proxy", "a:1", "ALL_PROXY", "b:1").http().orElseThrow().host().name())
                .isEqualTo("a");
    }

    @Test
    void readsWhomToAskDirectly() {
        assertThat(of("http_proxy", "p:1", "NO_PROXY", "a.example, .B.example 10.0.0.0/8").except())
                .isEqualTo(List.of("a.example", ".b.example", "10.0.0.0/8"));
        assertThat(of("http_proxy", "p:1", "no_proxy", "*")).isEqualTo(Access.Proxies.NONE);
        assertThat(of("ALL_PROXY", "socks5://p", "no_proxy", "*")).isEqualTo(Access.Proxies.NONE);
        assertThat(of("NO_PROXY", "x")).isEqualTo(Access.Proxies.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://ann:s3cret@proxy:1080, no socks",
        "socks5h://proxy:1080, no socks",
        "ftp://ann:s3cret@proxy, \"ftp\"",
        "http://ann:s3cret@proxy:notaport, port",
        "http://ann:s3cret@, no host"
    })
    void aProxyThatIsNoneIsToldWithoutItsPassword(String text, String told) {
        assertThatThrownBy(() -> of("all_proxy", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in all_proxy")
                .hasMessageContaining(told)
                .hasMessageNotContaining("s3cret");
    }
}

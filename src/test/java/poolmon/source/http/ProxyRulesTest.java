package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.model.Access.Proxies;
import poolmon.model.Access.Proxy;

import java.net.URI;
import java.util.List;
import java.util.Optional;

class ProxyRulesTest {
    private static final Optional<Proxy> PROXY = Optional.of(Ways.proxy(3128, false));

    private static boolean isDirect(String url, List<String> except) {
        return ProxyRules.proxy(new Proxies(PROXY, PROXY, except), Origin.of(URI.create(url)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8000",
                "https://LOCALHOST",
                "http://localhost.",
                "http://127.0.0.1",
                "http://127.9.8.7:1",
                "http://[::1]:8000",
                "http://[0:0:0:0:0:0:0:1]"
            })
    void thisMachineIsAskedDirectly(String url) {
        assertThat(isDirect(url, List.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*, http://a.example",
        "example.org, http://example.org",
        "example.org, https://a.b.example.org",
        ".example.org, http://example.org",
        ".example.org, http://a.example.org",
        "*.example.org, http://a.example.org",
        "example.org., http://example.org",
        "example.org, http://example.org.",
        "example.org:8443, https://a.example.org:8443",
        "example.org:443, https://example.org",
        "10.1.2.3, http://10.1.2.3:8000",
        "10.1.2.3:8000, http://10.1.2.3:8000",
        "10.0.0.0/8, http://10.255.0.1",
        "10.1.2.0/23, http://10.1.3.4",
        "10.1.2.3/32, http://10.1.2.3",
        "0.0.0.0/0, http://10.1.2.3",
        "fd00::1, 'http://[fd00:0::1]:80'",
        "[fd00::1], 'http://[fd00::1]:80'",
        "[fd00::1]:8000, 'http://[fd00::1]:8000'",
        "fd00::/8, 'http://[fdab::1]'"
    })
    void asksDirectlyWhatNoProxyNames(String entry, String url) {
        assertThat(isDirect(url, List.of("x.example", entry))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, http://notexample.org",
        "example.org, http://example.org.evil.example",
        "a.example.org, http://example.org",
        "example.org:8443, https://example.org",
        "10.1.2.3, http://10.1.2.30",
        "10.0.0.0/8, http://11.0.0.1",
        "10.1.2.0/23, http://10.1.4.1",
        "10.0.0.0/x, http://10.0.0.1",
        "10.0.0.0/99, http://10.0.0.1",
        "10.0.0.0/-1, http://10.0.0.1",
        "10.0.0.0/8, http://ten.example",
        "fd00::/8, http://10.0.0.1",
        "127.0.0.1, http://a.example",
        "., http://a.example"
    })
    void asksTheProxyForAllElse(String entry, String url) {
        assertThat(isDirect(url, List.of(entry))).isFalse();
    }
}

package poolmon.config;

import poolmon.model.Target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Reads what a user gives as the URL of a service, for example `localhost:8000` or
/// `https://user:password@orders.example.org/internal`.
public final class ServiceUrl {
    private static final String HINT = "; give one such as http://localhost:8000";

    private ServiceUrl() {}

    /// The service that the text names. A missing scheme is `http`.
    ///
    /// @throws IllegalArgumentException with one sentence, without secrets, where it names none
    public static Target.Service parse(String text) {
        String stripped = text.strip();
        int slashes = stripped.indexOf("://");
        String scheme =
                slashes < 0 ? "http" : stripped.substring(0, slashes).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "a service is asked over http or https, not " + UrlParts.quoted(scheme) + HINT);
        }
        String rest = slashes < 0 ? stripped : stripped.substring(slashes + 3);
        int end = UrlParts.endOfAuthority(rest);
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String place = authority.substring(at + 1);
        UrlParts.host(place, scheme.equals("https") ? 443 : 80, HINT);
        return new Target.Service(
                url(scheme + "://" + place + withoutFragment(rest.substring(end))),
                at < 0 ? Optional.empty() : UrlParts.credentials(authority.substring(0, at)));
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "the URL has a character at place "
                            + (e.getIndex() + 1)
                            + " that no URL may have"
                            + HINT,
                    e);
        }
    }

    private static String withoutFragment(String path) {
        int hash = path.indexOf('#');
        return hash < 0 ? path : path.substring(0, hash);
    }
}

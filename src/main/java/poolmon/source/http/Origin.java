package poolmon.source.http;

import poolmon.model.Host;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;

/// Scheme, host and port: whom a URL asks. Credentials given for one origin go to no other.
record Origin(boolean tls, Host host) {

    /// The origin of a URL. The authority is taken apart here because [URI#getHost()] knows no host
    /// with an underscore, which container networks are full of.
    ///
    /// @throws IllegalArgumentException where the URL names no host, no port that exists, or a
    ///     scheme other than http and https
    static Origin of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        String authority = uri.getRawAuthority();
        if ((!tls && !scheme.equals("http")) || authority == null) {
            throw new IllegalArgumentException("no URL of http or https with a host");
        }
        String place = authority.substring(authority.lastIndexOf('@') + 1);
        int bracket = place.lastIndexOf(']');
        int colon = place.indexOf(':', Math.max(bracket, 0));
        String name = colon < 0 ? place : place.substring(0, colon);
        String port = colon < 0 ? "" : place.substring(colon + 1);
        if (bracket > 0) {
            name = name.substring(1, bracket);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no host in the URL");
        }
        int number = port.isEmpty() ? standardPort(tls) : Integer.parseInt(port);
        return new Origin(tls, new Host(ascii(name).toLowerCase(Locale.ROOT), number));
    }

    /// A URL less the login and the fragment that a server may have put into it: nobody is sent
    /// either, and the URL is shown.
    static URI withoutSecrets(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null || (authority.indexOf('@') < 0 && uri.getRawFragment() == null)) {
            return uri;
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String place = authority.substring(authority.lastIndexOf('@') + 1);
        return URI.create(uri.getScheme() + "://" + place + path + query);
    }

    private static String ascii(String name) {
        return name.chars().allMatch(c -> c < 0x80) ? name : IDN.toASCII(name);
    }

    private static int standardPort(boolean tls) {
        return tls ? 443 : 80;
    }

    /// The `Host` header: without the port where it is the scheme's own.
    String header() {
        String shown = host.shown();
        return host.port() == standardPort(tls)
                ? shown.substring(0, shown.lastIndexOf(':'))
                : shown;
    }

    /// Whether both are the same. Field by field, since the `equals` of a record is built anew at
    /// each start, which takes longer than the whole request.
    boolean is(Origin other) {
        return tls == other.tls
                && host.port() == other.host.port()
                && host.name().equals(other.host.name());
    }

    /// For sentences, for example `127.0.0.1:8000`.
    String shown() {
        return host.shown();
    }
}

package poolmon.faults;

import static poolmon.faults.Protocol.HTTP;
import static poolmon.faults.Protocol.PGBOUNCER;
import static poolmon.faults.Protocol.POSTGRES;
import static poolmon.faults.Protocol.PROMETHEUS;
import static poolmon.faults.Protocol.REDIS;

import poolmon.model.Failure.Code;

import java.util.EnumSet;
import java.util.Set;

/// The catalogue of faults: what a server does wrong, of what protocol it does so, and which
/// failures poolmon may make of it.
public enum Fault {
    REFUSED("nothing listens on the port", Over.PLAIN, Code.CONNECTION_REFUSED),
    BLACKHOLE("packets to the port vanish", Over.PLAIN, Code.TIMEOUT),
    SILENT("takes the connection and says nothing", Over.BOTH, Code.TIMEOUT),
    DRIPPING("sends one byte at a time", Over.BOTH, Code.TIMEOUT),
    RESET("resets the connection in mid-answer", Over.BOTH, Code.CONNECTION_LOST),
    CLOSED("closes the connection in mid-answer", Over.BOTH, Code.CONNECTION_LOST),
    HALF_OPEN("vanishes in mid-answer: not a packet more", Over.BOTH, Code.TIMEOUT),
    GARBAGE("sends noise", Over.PLAIN, Code.PROTOCOL, Code.TLS, Code.CONNECTION_LOST),
    FLOOD(
            "sends an answer without end, as fast as it can",
            Over.BOTH,
            Code.TIMEOUT,
            Code.UNREADABLE,
            Code.PROTOCOL,
            Code.CONNECTION_LOST),
    TLS_GARBAGE(
            "sends noise instead of its part of the TLS handshake",
            Over.TLS,
            Code.TLS,
            Code.PROTOCOL),
    TLS_SILENT("says nothing in the TLS handshake", Over.TLS, Code.TIMEOUT),
    EXPIRED("shows an expired certificate", Over.TLS, Code.TLS),
    WRONG_HOST("shows the certificate of another host", Over.TLS, Code.TLS),
    HTTP_1_0("answers in HTTP/1.0, without a length", Over.BOTH, ofHttp(), Code.UNREADABLE),
    CHUNKED_NONSENSE("sends chunks that are none", Over.BOTH, ofHttp(), Code.PROTOCOL),
    ENDLESS_HEADER(
            "sends headers without end",
            Over.BOTH,
            ofHttp(),
            Code.TIMEOUT,
            Code.PROTOCOL,
            Code.UNREADABLE),
    REDIRECT_LOOP("redirects to itself", Over.BOTH, ofHttp(), Code.HTTP_STATUS),
    GZIP_BOMB("sends 100 KB that unpack to 100 MB", Over.BOTH, ofHttp(), Code.UNREADABLE);

    /// Over what a fault can happen.
    private enum Over {
        PLAIN,
        TLS,
        BOTH
    }

    private final String words;
    private final Over over;
    private final Set<Protocol> protocols;
    private final Set<Code> codes;

    Fault(String words, Over over, Code first, Code... more) {
        this(words, over, EnumSet.of(HTTP, PROMETHEUS, POSTGRES, PGBOUNCER, REDIS), first, more);
    }

    Fault(String words, Over over, Set<Protocol> protocols, Code first, Code... more) {
        this.words = words;
        this.over = over;
        this.protocols = protocols;
        this.codes = EnumSet.of(first, more);
    }

    private static Set<Protocol> ofHttp() {
        return EnumSet.of(HTTP, PROMETHEUS);
    }

    /// What the server does, behind "a server that".
    public String words() {
        return words;
    }

    /// Whether a server of this protocol can have the fault.
    public boolean happens(Protocol protocol, boolean tls) {
        return protocols.contains(protocol) && over != (tls ? Over.PLAIN : Over.TLS);
    }

    /// The failures that poolmon may make of it; any of them exits 3.
    public Set<Code> codes() {
        return codes;
    }

    /// Whether poolmon has to wait for its timeout to know.
    public boolean takesAllTheTime() {
        return codes.contains(Code.TIMEOUT);
    }
}

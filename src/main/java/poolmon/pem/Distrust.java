package poolmon.pem;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;

/// Why a certificate that the other side has shown is not trusted. TLS tells it by exceptions
/// within exceptions, in Java's own terms.
public enum Distrust {
    EXPIRED("its certificate has expired"),
    NOT_YET_VALID("its certificate is not valid yet"),
    UNKNOWN_AUTHORITY("its certificate is not signed by anyone whom this machine trusts"),
    OTHER_HOST("its certificate is for another host");

    private final String words;

    Distrust(String words) {
        this.words = words;
    }

    /// What is wrong, as a part of a sentence.
    public String words() {
        return words;
    }

    /// Why, where it is the certificate that an exception is about.
    public static Optional<Distrust> of(Throwable trouble) {
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            Optional<Distrust> why =
                    switch (t) {
                        case CertificateExpiredException _ -> Optional.of(EXPIRED);
                        case CertificateNotYetValidException _ -> Optional.of(NOT_YET_VALID);
                        case CertPathBuilderException _ -> Optional.of(UNKNOWN_AUTHORITY);
                        case CertificateException e
                                when String.valueOf(e.getMessage()).startsWith("No ") ->
                                Optional.of(OTHER_HOST);
                        default -> Optional.empty();
                    };
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }
}

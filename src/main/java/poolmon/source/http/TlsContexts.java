package poolmon.source.http;

import poolmon.model.Access;
import poolmon.model.Deadline;
import poolmon.pem.BadPem;
import poolmon.pem.Identity;
import poolmon.pem.PemFile;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Makes what opens TLS connections, once for each way of trusting and showing oneself. One of it
/// serves a whole run: to read a bundle of authorities for each of 500 services would take longer
/// than to ask them. Safe for use by several threads at once.
public final class TlsContexts {
    private final Map<Access.Tls, SSLSocketFactory> made = new HashMap<>();

    /// Makes sockets by these settings. The runtime's own are not kept here: the JDK does.
    ///
    /// @param deadline for files that are pipes
    /// @throws HttpTrouble where a file that is wanted for them is not what it should be
    public SSLSocketFactory sockets(Access.Tls tls, Deadline deadline) throws HttpTrouble {
        if (tls.authorities().isEmpty() && tls.certificate().isEmpty() && !tls.insecure()) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        synchronized (made) {
            SSLSocketFactory known = made.get(tls);
            if (known == null) {
                known = make(tls, deadline);
                made.put(tls, known);
            }
            return known;
        }
    }

    private static SSLSocketFactory make(Access.Tls tls, Deadline deadline) throws HttpTrouble {
        try {
            KeyManager[] keys = null;
            if (tls.certificate().isPresent()) {
                Path file = tls.certificate().get();
                Identity own = Identity.read(file, tls.key().orElse(file), deadline);
                keys = new KeyManager[] {new OwnCertificate(own)};
            }
            TrustManager[] trust = null;
            if (tls.insecure()) {
                trust = new TrustManager[] {new TrustAnybody()};
            } else if (tls.authorities().isPresent()) {
                trust = trusting(PemFile.read(tls.authorities().get(), deadline).certificates());
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context.getSocketFactory();
        } catch (BadPem e) {
            throw HttpFailures.badPem(e);
        } catch (GeneralSecurityException e) {
            throw HttpFailures.noTls(e);
        }
    }

    private static TrustManager[] trusting(List<X509Certificate> authorities)
            throws GeneralSecurityException {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}

package poolmon.exporter;

import poolmon.model.Deadline;
import poolmon.pem.BadPem;
import poolmon.pem.Identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// What answers over TLS.
public final class OwnTls {
    private OwnTls() {}

    /// Shows the certificate of one file with the key of another, or of the same one.
    ///
    /// @param deadline for files that are pipes
    /// @throws IllegalArgumentException with a sentence for the user, where a file is not what it
    ///     should be
    public static SSLContext showing(Path certificate, Path key, Deadline deadline) {
        Identity own;
        try {
            own = Identity.read(certificate, key, deadline);
        } catch (BadPem e) {
            throw new IllegalArgumentException(e.sentence() + " " + e.nextStep(), e);
        }
        char[] password = {};
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "poolmon", own.key(), password, own.chain().toArray(new X509Certificate[0]));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS cannot be set up.", e);
        }
    }
}

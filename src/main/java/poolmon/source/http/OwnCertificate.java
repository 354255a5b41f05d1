package poolmon.source.http;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// Shows the one certificate that the user gave to every server that asks for one. The runtime's
/// own chooser shows none where the server does not list the issuer, and so says nothing of what is
/// wrong.
final class OwnCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "poolmon";

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private OwnCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /// The certificate in one file with the key in another, or in the same one.
    static OwnCertificate read(Path certificate, Path keyFile) throws HttpTrouble {
        PemFile own = PemFile.read(certificate);
        List<X509Certificate> chain = own.certificates();
        PrivateKey key = (keyFile.equals(certificate) ? own : PemFile.read(keyFile)).key();
        if (!belongTogether(chain.getFirst(), key)) {
            throw HttpFailures.badPem(
                    keyFile,
                    "holds the key of another certificate than that in " + certificate,
                    "Give the key that the certificate was made for with --key.",
                    null);
        }
        return new OwnCertificate(chain, key);
    }

    /// Found out by signing something: a server only says that the handshake failed.
    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            byte[] probe = {1, 2, 3};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chosen(types);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chosen(types);
    }

    private @Nullable String chosen(String[] types) {
        return List.of(types).contains(key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}

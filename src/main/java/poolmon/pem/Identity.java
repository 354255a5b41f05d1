package poolmon.pem;

import poolmon.model.Deadline;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/// A certificate with its key: who one is over TLS.
///
/// @param chain the certificate, and those of who signed it
public record Identity(List<X509Certificate> chain, PrivateKey key) {
    public Identity {
        chain = List.copyOf(chain);
    }

    /// The certificate in one file with the key in another, or in the same one.
    ///
    /// @param deadline for files that are pipes
    public static Identity read(Path certificate, Path keyFile, Deadline deadline) throws BadPem {
        PemFile own = PemFile.read(certificate, deadline);
        List<X509Certificate> chain = own.certificates();
        PrivateKey key =
                (keyFile.equals(certificate) ? own : PemFile.read(keyFile, deadline)).key();
        if (!belongTogether(chain.getFirst(), key)) {
            throw new BadPem(
                    keyFile,
                    "holds the key of another certificate than that in " + certificate,
                    "Give the key that the certificate was made for.",
                    null);
        }
        return new Identity(chain, key);
    }

    /// Found out by signing something: the other side only says that the handshake failed.
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
}

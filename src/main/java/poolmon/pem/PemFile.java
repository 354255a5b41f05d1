package poolmon.pem;

import org.jspecify.annotations.Nullable;

import poolmon.files.GivenFile;
import poolmon.model.Deadline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A PEM file of certificates and keys. What stands between the blocks is left alone, as openssl
/// does: bundles carry comments.
public record PemFile(Path file, List<Block> blocks) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String CERTIFICATE_HINT =
            "Give a file with -----BEGIN CERTIFICATE-----; openssl x509 -inform DER -in FILE turns"
                    + " a binary one into that.";
    private static final int MOST = 16 << 20;

    /// One block.
    ///
    /// @param type what stands behind `BEGIN`, for example `CERTIFICATE`
    /// @param text the lines between `BEGIN` and `END`
    public record Block(String type, String text) {
        boolean isCertificate() {
            return type.equals("CERTIFICATE") || type.equals("X509 CERTIFICATE");
        }

        boolean isKey() {
            return type.endsWith("PRIVATE KEY");
        }

        boolean isEncrypted() {
            return type.startsWith("ENCRYPTED ") || text.contains("ENCRYPTED");
        }

        /// @throws IllegalArgumentException where it is no Base64
        byte[] bytes() {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        }
    }

    public PemFile {
        blocks = List.copyOf(blocks);
    }

    /// Reads a file.
    ///
    /// @param deadline for a file that is a pipe
    public static PemFile read(Path file, Deadline deadline) throws BadPem {
        try {
            byte[] bytes = new GivenFile(file).bytes(MOST, deadline);
            if (bytes.length > MOST) {
                throw new BadPem(file, "is too large for certificates", CERTIFICATE_HINT, null);
            }
            return new PemFile(file, blocks(new String(bytes, StandardCharsets.ISO_8859_1)));
        } catch (InterruptedIOException e) {
            throw new BadPem(file, GivenFile.LATE, GivenFile.LATE_NEXT, e);
        } catch (IOException e) {
            throw new BadPem(file, "cannot be read", "Check that it is there and may be read.", e);
        }
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int dashes = text.indexOf("-----", at + BEGIN.length());
            String type = dashes < 0 ? "" : text.substring(at + BEGIN.length(), dashes);
            int end = dashes < 0 ? -1 : text.indexOf("-----END " + type + "-----", dashes);
            if (end < 0) {
                break;
            }
            blocks.add(new Block(type, text.substring(dashes + 5, end)));
            at = text.indexOf(BEGIN, end);
        }
        return blocks;
    }

    /// All certificates, at least one, in the order of the file.
    public List<X509Certificate> certificates() throws BadPem {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks) {
                if (block.isCertificate()) {
                    certificates.add(
                            (X509Certificate)
                                    factory.generateCertificate(
                                            new ByteArrayInputStream(block.bytes())));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw bad("holds a damaged certificate", CERTIFICATE_HINT, e);
        }
        if (certificates.isEmpty()) {
            throw bad("holds no PEM certificate", CERTIFICATE_HINT, null);
        }
        return certificates;
    }

    /// The first private key.
    public PrivateKey key() throws BadPem {
        for (Block block : blocks) {
            if (block.isKey()) {
                return key(block);
            }
        }
        throw bad(
                "holds no PEM private key",
                "Give the file with -----BEGIN PRIVATE KEY----- as the one with the key.",
                null);
    }

    private PrivateKey key(Block block) throws BadPem {
        if (block.isEncrypted()) {
            throw bad(
                    "holds an encrypted key, which poolmon does not decrypt",
                    "Decrypt it into a file that only you may read: (umask 077; openssl pkey -in "
                            + file
                            + " -out decrypted.pem)",
                    null);
        }
        try {
            return PrivateKeys.read(block.type(), block.bytes());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw bad(
                    "holds a damaged key, or one of a kind that Java does not know",
                    "Check it with: openssl pkey -noout -in " + file,
                    e);
        }
    }

    private BadPem bad(String what, String nextStep, @Nullable Exception cause) {
        return new BadPem(file, what, nextStep, cause);
    }
}

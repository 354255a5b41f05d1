package poolmon.source.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// Of what kind a private key is. The driver takes any PEM file for an RSA key unless it is told;
/// libpq looks for itself.
final class KeyAlgorithm {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";

    /// The object identifiers that stand near the beginning of a key in PKCS#8 (RFC 5480, RFC
    /// 8410), with the characters as bytes.
    private static final String EC = "\u0006\u0007*\u0086H\u00ce=\u0002\u0001";

    private static final String ED25519 = "\u0006\u0003+ep";

    private KeyAlgorithm() {}

    private static String body(String rest) {
        int end = rest.indexOf("-----END");
        return end < 0 ? rest : rest.substring(0, end);
    }

    /// The algorithm by Java's name. Where the file cannot be read it is RSA, and the driver tells
    /// what is wrong with the file. So it is where the file is a pipe: what we read of that the
    /// driver would not get any more.
    static String of(String file) {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                return "RSA";
            }
            String text = Files.readString(path, StandardCharsets.ISO_8859_1);
            int start = text.indexOf(BEGIN);
            if (start < 0) {
                return "RSA";
            }
            byte[] bytes =
                    Base64.getMimeDecoder().decode(body(text.substring(start + BEGIN.length())));
            String head = new String(bytes, StandardCharsets.ISO_8859_1);
            head = head.substring(0, Math.min(head.length(), 32));
            if (head.contains(EC)) {
                return "EC";
            }
            return head.contains(ED25519) ? "Ed25519" : "RSA";
        } catch (IOException | IllegalArgumentException e) {
            return "RSA";
        }
    }
}

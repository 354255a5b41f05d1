import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), as PostgreSQL frames it. It takes any
/// proof: only the client's classes matter here. What it sends back must be right, since the client
/// checks it.
final class CannedScram {
    private static final int ITERATIONS = 4096; // PostgreSQL's default
    private static final byte[] SALT = "sixteen bytes ok".getBytes(StandardCharsets.UTF_8);

    private final String password;
    private String clientFirst = "";
    private String serverFirst = "";

    CannedScram(String password) {
        this.password = password;
    }

    /// AuthenticationSASL with the one mechanism there is.
    byte[] offer() throws IOException {
        return framed(10, "SCRAM-SHA-256\0\0");
    }

    /// AuthenticationSASLContinue.
    byte[] challenge(String initial) throws IOException {
        clientFirst = initial.substring(initial.indexOf("n="));
        String nonce = initial.substring(initial.indexOf("r=") + 2) + "server";
        serverFirst =
                "r="
                        + nonce
                        + ",s="
                        + Base64.getEncoder().encodeToString(SALT)
                        + ",i="
                        + ITERATIONS;
        return framed(11, serverFirst);
    }

    /// AuthenticationSASLFinal.
    byte[] confirm(String clientFinal) throws IOException {
        String withoutProof = clientFinal.substring(0, clientFinal.indexOf(",p="));
        String authMessage = clientFirst + "," + serverFirst + "," + withoutProof;
        try {
            byte[] salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(
                                    new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256))
                            .getEncoded();
            byte[] signature = hmac(hmac(salted, "Server Key"), authMessage);
            return framed(12, "v=" + Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] framed(int code, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(code);
        out.write(text.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}

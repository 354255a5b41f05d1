package poolmon.pem;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Reads private keys in the forms that openssl writes. Java knows only PKCS#8, so the older forms,
/// PKCS#1 for RSA and SEC1 for EC, are put into its envelope: a version, the kind of key, the key.
final class PrivateKeys {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION = {INTEGER, 1, 0};
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeys() {}

    /// The key in a PEM block.
    ///
    /// @throws IllegalArgumentException where the bytes are cut off
    static PrivateKey read(String type, byte[] bytes) throws GeneralSecurityException {
        return switch (type) {
            case "RSA PRIVATE KEY" -> pkcs8(List.of("RSA"), enveloped(RSA, bytes));
            case "EC PRIVATE KEY" ->
                    pkcs8(List.of("EC"), enveloped(der(SEQUENCE, EC_OID, curve(bytes)), bytes));
            default -> pkcs8(List.of("RSA", "EC", "EdDSA"), bytes);
        };
    }

    private static PrivateKey pkcs8(List<String> algorithms, byte[] bytes)
            throws GeneralSecurityException {
        GeneralSecurityException last = new InvalidKeySpecException("no key");
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException e) {
                last = e;
            }
        }
        throw last;
    }

    private static byte[] enveloped(byte[] kind, byte[] key) {
        return der(SEQUENCE, VERSION, kind, der(OCTETS, key));
    }

    /// The name of the curve, which SEC1 keeps inside and PKCS#8 wants outside.
    private static byte[] curve(byte[] sec1) {
        int end = contentEnd(sec1, 0);
        for (int at = contentStart(sec1, 0); at < end; at = contentEnd(sec1, at)) {
            if ((sec1[at] & 0xff) == PARAMETERS) {
                return Arrays.copyOfRange(sec1, contentStart(sec1, at), contentEnd(sec1, at));
            }
        }
        throw new IllegalArgumentException("the key names no curve");
    }

    private static int contentStart(byte[] der, int at) {
        int length = byteAt(der, at + 1);
        return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    private static int contentEnd(byte[] der, int at) {
        int start = contentStart(der, at);
        int length = byteAt(der, at + 1);
        if (length >= 0x80) {
            length = 0;
            for (int i = at + 2; i < start; i++) {
                length = length << 8 | byteAt(der, i);
            }
        }
        if (length < 0 || length > der.length - start) {
            throw new IllegalArgumentException("the key is cut off");
        }
        return start + length;
    }

    private static int byteAt(byte[] der, int at) {
        if (at >= der.length) {
            throw new IllegalArgumentException("the key is cut off");
        }
        return der[at] & 0xff;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (length < 0x80) {
            der.write(length);
        } else {
            der.write(0x82);
            der.write(length >> 8);
            der.write(length);
        }
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
    }
}

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// TLS for the canned servers, with a certificate for `localhost` that is made for one build and
/// that nobody else trusts.
final class CannedTls {
    private static final String PASSWORD = "training";

    /// What a PostgreSQL client asks for TLS by: its length and its code.
    private static final int REQUEST_BYTES = 8;

    private final SSLContext context;
    private final Path authority;

    /// @param kind of the key, for example `RSA`
    CannedTls(String kind, Path folder) throws IOException {
        Path store = folder.resolve(kind + ".p12");
        authority = folder.resolve(kind + ".pem");
        try {
            keytool(
                    store,
                    "-genkeypair",
                    "-keyalg",
                    kind,
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost");
            keytool(store, "-exportcert", "-rfc", "-file", authority.toString());
            authority.toFile().deleteOnExit();
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, PASSWORD.toCharArray());
            context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "canned", "-keystore", store.toString()));
        command.addAll(List.of("-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        store.toFile().deleteOnExit();
    }

    /// The certificate, which is its own authority, as PEM.
    Path authority() {
        return authority;
    }

    /// TLS from the first byte on.
    Socket over(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
        socket.setUseClientMode(false);
        return socket;
    }

    /// TLS after a client of PostgreSQL has asked for it.
    Socket onRequest(Socket plain) throws IOException {
        new DataInputStream(plain.getInputStream()).skipNBytes(REQUEST_BYTES);
        plain.getOutputStream().write('S');
        return over(plain);
    }
}

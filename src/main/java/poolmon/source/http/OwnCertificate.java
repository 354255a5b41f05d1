package poolmon.source.http;

import org.jspecify.annotations.Nullable;

import poolmon.pem.Identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// Shows the one certificate that the user gave to every server that asks for one. The runtime's
/// own chooser shows none where the server does not list the issuer, and so says nothing of what is
/// wrong.
final class OwnCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "poolmon";

    private final Identity own;

    OwnCertificate(Identity own) {
        this.own = own;
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
        return List.of(types).contains(own.key().getAlgorithm()) ? ALIAS : null;
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
        return own.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return own.key();
    }
}

package poolmon.exporter;

import poolmon.model.Secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// Whom to let in. How long it takes to say no tells nothing of the secret.
public sealed interface Guard {

    /// Whether somebody with this header `Authorization` may come in.
    boolean lets(Optional<String> authorization);

    /// What to say to others: the header `WWW-Authenticate`.
    String challenge();

    /// Everybody.
    record Open() implements Guard {
        @Override
        public boolean lets(Optional<String> authorization) {
            return true;
        }

        @Override
        public String challenge() {
            return "";
        }
    }

    /// Who has a token.
    record Bearer(Secret token) implements Guard {
        @Override
        public boolean lets(Optional<String> authorization) {
            return given("bearer ", authorization)
                    .filter(text -> same(text, token.value()))
                    .isPresent();
        }

        @Override
        public String challenge() {
            return "Bearer realm=\"poolmon\"";
        }
    }

    /// Who has a name and a password.
    record Basic(String user, Secret password) implements Guard {
        @Override
        public boolean lets(Optional<String> authorization) {
            String wanted = user + ":" + password.value();
            return given("basic ", authorization)
                    .map(Guard::decoded)
                    .filter(text -> same(text, wanted))
                    .isPresent();
        }

        @Override
        public String challenge() {
            return "Basic realm=\"poolmon\", charset=\"UTF-8\"";
        }
    }

    private static Optional<String> given(String scheme, Optional<String> authorization) {
        return authorization
                .filter(text -> text.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(text -> text.substring(scheme.length()).strip());
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }

    /// Digests are compared, so that not even the length of the secret is told.
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(digest(one), digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}

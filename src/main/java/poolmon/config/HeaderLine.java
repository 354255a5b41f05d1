package poolmon.config;

import poolmon.model.Access;
import poolmon.model.Secret;

import java.util.List;
import java.util.Locale;

/// Reads a header that a user wants to be sent, for example `X-Api-Key: 0815`. No sentence of an
/// error quotes more than the name, for the value may be a secret.
public final class HeaderLine {
    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";
    private static final String HINT = "; write --header 'Name: value', with the quotes";

    /// What a user would break the connection with.
    private static final List<String> OURS =
            List.of(
                    "connection",
                    "content-length",
                    "expect",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private HeaderLine() {}

    /// The header that the text gives.
    ///
    /// @throws IllegalArgumentException with one sentence, without the value
    public static Access.Header parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon);
        if (!isName(name)) {
            throw new IllegalArgumentException("it does not begin with a header's name" + HINT);
        }
        String value = text.substring(colon + 1).strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the header " + name + " has no value" + HINT);
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(
                        "the value of " + name + " holds a line break or control character");
            }
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "the header " + name + " is about the connection, which is poolmon's to keep");
        }
        return new Access.Header(name, new Secret(value));
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && NAME_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}

package poolmon.config;

import poolmon.files.GivenFile;
import poolmon.model.Deadline;
import poolmon.model.Secret;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file with one secret. Errors name the file and never what stands in it.
public final class SecretFile {
    private static final int MOST = 64 << 10;

    private SecretFile() {}

    /// A token: what stands in the file, less the white space around it.
    ///
    /// @param option the option that names the file
    /// @param deadline for a file that is a pipe
    /// @throws IllegalArgumentException where the file cannot be read, or holds no token
    public static Secret token(String option, Path file, Deadline deadline) {
        String token = text(option, file, deadline).strip();
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
                throw wrong(option, file, "holds more than one token");
            }
        }
        return secret(option, file, token);
    }

    /// A password: the file less the line break at its end, for a password may end with a space.
    ///
    /// @param option the option that names the file
    /// @param deadline for a file that is a pipe
    /// @throws IllegalArgumentException where the file cannot be read, or holds no password
    public static Secret password(String option, Path file, Deadline deadline) {
        String text = text(option, file, deadline);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        String password = text.substring(0, end);
        if (password.indexOf('\n') >= 0) {
            throw wrong(option, file, "holds more than one line");
        }
        return secret(option, file, password);
    }

    private static Secret secret(String option, Path file, String text) {
        if (text.isEmpty()) {
            throw wrong(option, file, "is empty");
        }
        return new Secret(text);
    }

    private static String text(String option, Path file, Deadline deadline) {
        if (file.toString().equals("-")) {
            throw new IllegalArgumentException(
                    option + " reads no stdin: give the name of a file.");
        }
        try {
            byte[] bytes = new GivenFile(file).bytes(MOST, deadline);
            if (bytes.length > MOST) {
                throw wrong(option, file, "is too large for a secret");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException e) {
            throw wrong(option, file, "does not exist", e);
        } catch (InterruptedIOException e) {
            throw wrong(option, file, GivenFile.LATE_WITH_NEXT, e);
        } catch (CharacterCodingException e) {
            throw wrong(option, file, "holds no text", e);
        } catch (IOException e) {
            throw wrong(option, file, "cannot be read", e);
        }
    }

    private static IllegalArgumentException wrong(String option, Path file, String what) {
        return new IllegalArgumentException(
                "The file " + file + " of " + option + " " + what + ".");
    }

    private static IllegalArgumentException wrong(
            String option, Path file, String what, IOException cause) {
        IllegalArgumentException wrong = wrong(option, file, what);
        wrong.initCause(cause);
        return wrong;
    }
}

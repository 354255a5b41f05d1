package poolmon.config;

import poolmon.files.GivenFile;
import poolmon.model.Deadline;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A list of URLs: one on each line, blank lines and what stands behind a `#` at the start of a
/// line or behind white space left out.
public final class UrlsFile {
    /// A list longer than this is no list of services.
    private static final int MOST = 8 << 20;

    private UrlsFile() {}

    /// The URLs in a file.
    ///
    /// @param deadline for a file that is a pipe
    /// @throws IllegalArgumentException with a sentence, where it cannot be read or names none
    public static List<String> read(Path file, Deadline deadline) {
        try {
            return urls(new GivenFile(file).bytes(MOST, deadline), file.toString());
        } catch (InterruptedIOException e) {
            throw new IllegalArgumentException(
                    "The list of URLs " + file + " " + GivenFile.LATE_WITH_NEXT + ".", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The list of URLs " + file + " cannot be read.", e);
        }
    }

    /// The URLs on standard input.
    ///
    /// @throws IllegalArgumentException with a sentence, where it cannot be read or names none
    public static List<String> read(InputStream stdin, Deadline deadline) {
        try {
            return urls(GivenFile.bytes(stdin, MOST, deadline), "on standard input");
        } catch (InterruptedIOException e) {
            throw new IllegalArgumentException(
                    "The list of URLs on standard input " + GivenFile.LATE_WITH_NEXT + ".", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Standard input cannot be read.", e);
        }
    }

    private static List<String> urls(byte[] bytes, String where) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> urls = new ArrayList<>();
        text.lines()
                .map(UrlsFile::withoutComment)
                .filter(line -> !line.isEmpty())
                .forEach(urls::add);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("The list of URLs " + where + " names none.");
        }
        return urls;
    }

    /// A `#` within a URL starts no comment.
    private static String withoutComment(String line) {
        for (int hash = line.indexOf('#'); hash >= 0; hash = line.indexOf('#', hash + 1)) {
            if (hash == 0 || Character.isWhitespace(line.charAt(hash - 1))) {
                return line.substring(0, hash).strip();
            }
        }
        return line.strip();
    }
}

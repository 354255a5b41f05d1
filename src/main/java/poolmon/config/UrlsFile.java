package poolmon.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    /// @throws IllegalArgumentException with a sentence, where it cannot be read or names none
    public static List<String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return urls(in, file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("The list of URLs " + file + " cannot be read.", e);
        }
    }

    /// The URLs on standard input.
    ///
    /// @throws IllegalArgumentException with a sentence, where it cannot be read or names none
    public static List<String> read(InputStream stdin) {
        try {
            return urls(stdin, "on standard input");
        } catch (IOException e) {
            throw new IllegalArgumentException("Standard input cannot be read.", e);
        }
    }

    private static List<String> urls(InputStream in, String where) throws IOException {
        String text = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
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

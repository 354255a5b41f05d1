package poolmon.cli;

import poolmon.model.FindingCode;
import poolmon.output.Explanation;
import poolmon.rules.Rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What each finding means and by what it is told, from `findings.txt`, with the remedy that the
/// rules have for it. Read only when somebody asks.
final class Explanations {
    private static final String FILE = "findings.txt";

    private Explanations() {}

    /// All findings, in the order of their codes.
    static List<Explanation> all() {
        List<Explanation> entries = new ArrayList<>();
        for (FindingCode code : FindingCode.values()) {
            entries.add(of(code, text()));
        }
        return entries;
    }

    /// The finding of this code.
    ///
    /// @throws IllegalArgumentException with a sentence for the user that names the nearest
    static Explanation of(String word) {
        String typed = word.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        for (FindingCode code : FindingCode.values()) {
            if (code.word().equals(typed)) {
                return of(code, text());
            }
        }
        throw new IllegalArgumentException(
                "There is no finding of this name. Did you mean "
                        + String.join(" or ", nearest(typed))
                        + "? --explain list tells all of them.");
    }

    private static Explanation of(FindingCode code, String text) {
        for (String block : text.split("\n\n", -1)) {
            List<String> lines = block.strip().lines().toList();
            if (lines.size() == 3 && lines.getFirst().equals(code.word())) {
                return new Explanation(code.word(), lines.get(1), lines.get(2), Rules.remedy(code));
            }
        }
        throw new IllegalStateException(FILE + " does not explain " + code.word());
    }

    private static String text() {
        try (InputStream in =
                Objects.requireNonNull(Explanations.class.getResourceAsStream(FILE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those that have the word in them, else the one or more that differ in the fewest letters.
    private static List<String> nearest(String typed) {
        List<String> within = new ArrayList<>();
        List<String> near = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (FindingCode code : FindingCode.values()) {
            String word = code.word();
            if (typed.length() > 2 && word.contains(typed)) {
                within.add(word);
            }
            int distance = distance(typed, word);
            if (distance < least) {
                near.clear();
                least = distance;
            }
            if (distance == least) {
                near.add(word);
            }
        }
        List<String> found = within.isEmpty() ? near : within;
        return found.subList(0, Math.min(4, found.size()));
    }

    /// Letters to change, add or leave out (Levenshtein), for words of less than 60 letters.
    private static int distance(String typed, String word) {
        String short60 = typed.substring(0, Math.min(60, typed.length()));
        int[] row = new int[word.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= short60.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int swapped = corner + (short60.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(swapped, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[word.length()];
    }
}

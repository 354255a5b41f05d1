package poolmon.config;

import java.util.List;
import java.util.Optional;

/// The known word that somebody probably meant.
public final class Nearest {
    /// Nobody mistypes a word of this length.
    private static final int LONGEST = 60;

    private Nearest() {}

    /// The nearest of the known words, where one is near enough to be meant.
    public static Optional<String> of(String word, List<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<String> nearest = Optional.empty();
        int least = Math.max(2, word.length() / 3) + 1;
        for (String each : known) {
            int distance = distance(word, each);
            if (distance < least && distance < each.length()) {
                least = distance;
                nearest = Optional.of(each);
            }
        }
        return nearest;
    }

    /// How many letters are to be put in, left out, changed or swapped with the next one.
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}

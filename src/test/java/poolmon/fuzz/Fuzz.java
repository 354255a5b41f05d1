package poolmon.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/// Gives a parser one damaged input after the other: good ones, or what one came to, in which words
/// of their grammar are put in, left out, swapped, repeated and spliced, and single characters and
/// bytes are changed.
///
/// How long each parser is tried is `-Dfuzz.millis` (400 unless told; at least 300 inputs
/// whatever the time). The inputs are the same in every run, unless `-Dfuzz.seed` says otherwise;
/// a failure tells the seed and the input.
public final class Fuzz {
    private static final int LEAST = 300;
    private static final int LONGEST = 1 << 16;

    /// What no parser likes, whatever its grammar.
    private static final List<String> NASTY =
            List.of(
                    "\0",
                    "\u001b]0;x\u0007",
                    "\u001b[2J",
                    "\u009b",
                    "\u202e",
                    "\u2066",
                    "\u2028",
                    "\ufeff",
                    "\ud800",
                    "\udbff\udfff",
                    "e\u0301",
                    "在",
                    "\r\n",
                    "\n\n",
                    "\t",
                    " ",
                    "-1",
                    "0",
                    "9223372036854775807",
                    "-9223372036854775808",
                    "99999999999999999999999",
                    "1e999",
                    "NaN",
                    "-Infinity",
                    "0x1p3",
                    "%",
                    "%00",
                    "${jndi:x}",
                    "=cmd()",
                    "../../..",
                    "'",
                    "\"",
                    "\\");

    private final List<String> seeds;
    private final List<String> words;

    private Fuzz(List<String> seeds, List<String> words) {
        this.seeds = List.copyOf(seeds);
        this.words = List.copyOf(words);
    }

    /// Takes an input, and throws where it does what it must not.
    @FunctionalInterface
    public interface Parser {
        /// @throws Exception where the parser did what it must not
        void take(String input) throws Exception;
    }

    /// The same of bytes.
    @FunctionalInterface
    public interface ByteParser {
        /// @throws Exception where the parser did what it must not
        void take(byte[] input) throws Exception;
    }

    /// Inputs that come from these.
    ///
    /// @param words what the grammar is made of: separators, keywords, openings and closings
    public static Fuzz of(List<String> seeds, String... words) {
        return new Fuzz(seeds, List.of(words));
    }

    /// Feeds the parser with bytes, of which some are no text.
    public void feedBytes(ByteParser parser) {
        SplittableRandom damage = new SplittableRandom(seed());
        feed(
                text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    for (int flips = damage.nextInt(4); flips > 1 && bytes.length > 0; flips--) {
                        bytes[damage.nextInt(bytes.length)] = (byte) damage.nextInt(256);
                    }
                    parser.take(bytes);
                });
    }

    /// Feeds the parser until the time is over.
    ///
    /// @throws AssertionError with the seed and the input that the parser failed on
    public void feed(Parser parser) {
        long seed = seed();
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + Long.getLong("fuzz.millis", 400) * 1_000_000;
        String last = seeds.getFirst();
        int i = 0;
        for (; i < LEAST || System.nanoTime() < end; i++) {
            String input = i < seeds.size() ? seeds.get(i) : next(random, last);
            try {
                parser.take(input);
            } catch (Exception | Error e) {
                throw new AssertionError(
                        "input " + i + " of seed " + seed + ": " + escaped(input), e);
            }
            last = input;
        }
        if (isRandom()) {
            System.out.println(caller() + ": " + i + " inputs of seed " + seed);
        }
    }

    private static boolean isRandom() {
        return System.getProperty("fuzz.seed", "").equals("random");
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.filter(f -> f.getClassName().endsWith("FuzzTest"))
                                        .findFirst())
                .map(f -> f.getClassName() + "." + f.getMethodName())
                .orElse("?");
    }

    private static long seed() {
        return isRandom() ? System.nanoTime() : Long.getLong("fuzz.seed", 1);
    }

    /// Most inputs are near a good one; some are what the one before came to, so that damage adds
    /// up.
    private String next(SplittableRandom random, String last) {
        String text =
                random.nextInt(4) == 0 && last.length() < LONGEST
                        ? last
                        : seeds.get(random.nextInt(seeds.size()));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            text = changed(text, random);
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private String changed(String text, SplittableRandom random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + 1 + random.nextInt(12));
        String before = text.substring(0, from);
        String within = text.substring(from, to);
        String after = text.substring(to);
        return switch (random.nextInt(8)) {
            case 0 -> before + after;
            case 1 -> before + word(random) + within + after;
            case 2 -> before + word(random) + after;
            case 3 -> before + within.repeat(2 + random.nextInt(3)) + after;
            case 4 -> before + word(random).repeat(1 << random.nextInt(11)) + within + after;
            case 5 -> before + new StringBuilder(within).reverse() + after;
            case 6 -> before + spliced(random);
            default -> before + (char) random.nextInt(0x3000) + after;
        };
    }

    private String word(SplittableRandom random) {
        List<String> all = words.isEmpty() || random.nextInt(3) == 0 ? NASTY : words;
        return all.get(random.nextInt(all.size()));
    }

    private String spliced(SplittableRandom random) {
        String other = seeds.get(random.nextInt(seeds.size()));
        return other.substring(random.nextInt(other.length() + 1));
    }

    private static String escaped(String input) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(input.length(), 4_000); i++) {
            char c = input.charAt(i);
            if (c >= ' ' && c < 127 && c != '\\') {
                out.append(c);
            } else {
                out.append("\\u%04x".formatted((int) c));
            }
        }
        return out + (input.length() > 4_000 ? "… of " + input.length() : "");
    }
}

package poolmon.bench;

/// A document of which a part is written by the benchmark.
final class Marked {
    private static final String BEGIN = "<!-- figures: mvn -Pbench verify -Dbench.into=… -->\n";
    private static final String END = "<!-- end of figures -->\n";

    private Marked() {}

    /// The document with another part between its marks.
    static String replaced(String document, String part) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("The document lacks the marks of its figures.");
        }
        return document.substring(0, begin + BEGIN.length()) + part + document.substring(end);
    }
}

package poolmon.output;

import poolmon.model.Output;

import java.util.Locale;
import java.util.function.Function;

/// The formats that `-o` knows. A new one is a class and a line here.
public enum Format {
    TABLE(TableOutput::new),
    JSON(JsonOutput::new),
    CSV(CsvOutput::new),
    PROMETHEUS(PrometheusOutput::new),
    NAGIOS(NagiosOutput::new),
    MARKDOWN(MarkdownOutput::new),
    SVG(SvgOutput::new);

    /// A reference to a constructor, which holds no state; the type cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Paper, Output> opener;

    Format(Function<Paper, Output> opener) {
        this.opener = opener;
    }

    /// The word that a user types, for example `json`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The word, which is also what the help and completions show.
    @Override
    public String toString() {
        return word();
    }

    /// The output that prints this format on the given paper.
    public Output open(Paper paper) {
        return opener.apply(paper);
    }
}

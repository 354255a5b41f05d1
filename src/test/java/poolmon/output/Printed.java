package poolmon.output;

import poolmon.model.Report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/// A report as printed on a paper of given properties.
final class Printed {
    static final OptionalInt NO_WIDTH = OptionalInt.empty();

    private Printed() {}

    static String print(Format format, Report report, OptionalInt width, boolean colour) {
        StringWriter out = new StringWriter();
        try {
            format.open(new Paper(out, width, colour)).print(report);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    static String print(Format format, Report report) {
        return print(format, report, NO_WIDTH, false);
    }

    /// The text less the escape codes that a theme may write.
    static String withoutColour(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}

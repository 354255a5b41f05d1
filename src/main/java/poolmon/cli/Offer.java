package poolmon.cli;

import poolmon.output.Format;

import java.util.List;

/// Which of the options that all commands share the help and the completions of a command name. The
/// others are refused with a sentence of their own.
///
/// @param formats in what it can print; none: it prints no reports
/// @param waits whether it can wait until all is healthy
record Offer(List<Format> formats, boolean waits) {
    private static final List<Format> REPORTS =
            List.of(
                    Format.TABLE,
                    Format.JSON,
                    Format.CSV,
                    Format.PROMETHEUS,
                    Format.NAGIOS,
                    Format.MARKDOWN);

    /// A command that looks once.
    static final Offer LOOK = new Offer(REPORTS, true);

    /// One that looks back.
    static final Offer HISTORY = new Offer(List.of(Format.values()), false);

    /// The live screen.
    static final Offer LIVE = new Offer(List.of(Format.TABLE, Format.JSON), false);

    /// One that answers over HTTP.
    static final Offer SERVICE = new Offer(List.of(), false);
}

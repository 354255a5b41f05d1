package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.model.Selection;
import poolmon.model.Session;
import poolmon.output.Paper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which sessions to list, and in what order.
final class SessionOptions {
    private final Option<List<String>> applications;
    private final Option<List<String>> users;
    private final Option<List<String>> databases;
    private final Option<List<String>> clients;
    private final Option<List<String>> states;
    private final Option<Duration> minimum;
    private final Option<Pattern> query;
    private final Option<Boolean> all;
    private final Option<Selection.Order> order;
    private final Option<Long> limit;
    private final Option<Boolean> fullQuery;

    SessionOptions(CommandSpec spec) {
        Options options = new Options(spec);
        applications = names(options, "Only sessions of this application", "--app");
        users = names(options, "Only sessions of this role", "--user");
        databases = names(options, "Only sessions of this database", "--database");
        clients = names(options, "Only sessions from this client address", "--client");
        states =
                options.texts(
                        "STATE",
                        "Only sessions in this state: active, idle, 'idle in transaction', aborted;"
                                + " may be given several times.",
                        "--state");
        minimum =
                options.optional(
                        Duration.class,
                        Durations::read,
                        "DURATION",
                        "Only sessions that are in their state for at least so long.",
                        "--min-duration");
        query =
                options.optional(
                        Pattern.class,
                        SessionOptions::pattern,
                        "REGEX",
                        "Only sessions whose statement has a match, case ignored.",
                        "--query");
        all = options.flag("List ordinary idle sessions, too.", "-a", "--all");
        order =
                options.word(
                        Selection.Order.class,
                        Selection.Order.VERDICT,
                        "ORDER",
                        "Order of the sessions:",
                        "--sort");
        limit =
                options.optional(
                        Long.class,
                        Whole::read,
                        "N",
                        "List at most so many sessions; the others still count.",
                        "--limit");
        fullQuery = options.flag("Print statements to their end.", "--full-query");
    }

    private static Option<List<String>> names(Options options, String what, String name) {
        return options.texts(
                "NAME", what + "; * stands for any part; may be given several times.", name);
    }

    /// Case does not matter where people search. The text is only what the server keeps of it,
    /// which bounds the time that a bad expression takes.
    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "it is no regular expression: " + e.getDescription(), e);
        }
    }

    /// What the options select.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Selection selection() {
        Optional<Long> most = limit.given();
        if (most.isPresent() && (most.get() < 1 || most.get() > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("--limit is a number from 1 on.");
        }
        Set<Session.State> chosen = states();
        return new Selection(
                applications.value(),
                users.value(),
                databases.value(),
                clients.value(),
                chosen,
                minimum.given().orElse(Duration.ZERO),
                query.given(),
                all.value() || chosen.contains(Session.State.IDLE),
                order.value(),
                most.map(n -> OptionalInt.of(n.intValue())).orElse(OptionalInt.empty()));
    }

    private Set<Session.State> states() {
        Set<Session.State> chosen = EnumSet.noneOf(Session.State.class);
        for (String text : this.states.value()) {
            chosen.add(state(text));
        }
        return chosen;
    }

    private static Session.State state(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
        List<String> known = new ArrayList<>();
        for (Session.State state : Session.State.values()) {
            if (state.text().equals(plain) || state.name().equalsIgnoreCase(plain)) {
                return state;
            }
            known.add(state.text());
        }
        throw new IllegalArgumentException(
                "--state is one of " + String.join(", ", known) + ", aborted.");
    }

    /// What is printed beyond what needs a look. Whoever selects sessions wants to see them.
    Paper.Detail detail() {
        boolean selected = !selection().isWhole();
        return new Paper.Detail(all.value() || selected, fullQuery.value());
    }
}

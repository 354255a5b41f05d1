package poolmon.live;

import poolmon.model.JudgedSession;

import java.time.Duration;
import java.util.Locale;

/// How sessions are sorted.
enum Order {
    VERDICT,
    DURATION,
    TRANSACTION,
    PID;

    Order next() {
        return switch (this) {
            case VERDICT -> DURATION;
            case DURATION -> TRANSACTION;
            case TRANSACTION -> PID;
            case PID -> VERDICT;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    int compare(JudgedSession a, JudgedSession b) {
        int first =
                switch (this) {
                    case VERDICT -> b.severity().compareTo(a.severity());
                    case DURATION -> inState(b).compareTo(inState(a));
                    case TRANSACTION ->
                            b.session()
                                    .transactionAge()
                                    .orElse(Duration.ZERO)
                                    .compareTo(a.session().transactionAge().orElse(Duration.ZERO));
                    case PID -> Integer.compare(a.session().pid(), b.session().pid());
                };
        return first != 0 ? first : inState(b).compareTo(inState(a));
    }

    private static Duration inState(JudgedSession judged) {
        return judged.session().inState().orElse(Duration.ZERO);
    }
}

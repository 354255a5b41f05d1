package poolmon.model;

import java.util.Objects;

/// A password or token. It shows itself as `***`, so that no message, log or stack trace can carry
/// it by accident; whoever really needs it calls [#value()].
public record Secret(String value) {
    public Secret {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}

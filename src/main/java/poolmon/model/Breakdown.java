package poolmon.model;

import java.util.List;

/// Who uses the slots of a server: its sessions counted by one property after the other.
public record Breakdown(List<Dimension> dimensions) {
    public Breakdown {
        dimensions = List.copyOf(dimensions);
    }

    /// One property of sessions, for example `application`.
    ///
    /// @param shares most sessions first
    public record Dimension(String name, List<Share> shares) {
        public Dimension {
            shares = List.copyOf(shares);
        }
    }

    /// The sessions that have one value of the property.
    ///
    /// @param value blank where the server told none
    /// @param hidden sessions among them whose state is kept from us
    public record Share(
            ServerText value,
            long count,
            long active,
            long inTransaction,
            long idle,
            long hidden) {}
}

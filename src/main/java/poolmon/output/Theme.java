package poolmon.output;

import poolmon.columns.Role;

/// How roles look. The only place that knows an escape code. It keeps to the eight colours that
/// every terminal has and that its owner has set to be legible.
///
/// @param colour false: everything stays as it is
record Theme(boolean colour) {
    private static final String START = "\u001b[";
    private static final String RESET = "\u001b[0m";

    /// The text in the colour of its role.
    String paint(Role role, String text) {
        String code = code(role);
        return colour && !code.isEmpty() ? START + code + "m" + text + RESET : text;
    }

    private static String code(Role role) {
        return switch (role) {
            case PLAIN -> "";
            case HEADING -> "1";
            case DIM -> "2";
            case HEALTHY -> "32";
            case DEGRADED -> "33";
            case CRITICAL -> "1;31";
            case ERROR -> "35";
        };
    }
}

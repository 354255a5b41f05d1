package poolmon.live;

/// A part of the screen that the selection can be in.
enum Panel {
    POOLS,
    SESSIONS,
    CLIENTS,
    FINDINGS
}

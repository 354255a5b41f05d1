package poolmon.model;

import java.time.Duration;
import java.util.Optional;

/// Sessions that come from the same code: same application, same client address, same statement
/// but for its literals.
///
/// @param fingerprint the statement with its literals folded
/// @param count how many, 1 or more
/// @param oldest the longest time in their present state among them
/// @param verdict the gravest among them
public record SessionGroup(
        ServerText applicationName,
        Optional<ServerText> clientAddress,
        ServerText fingerprint,
        long count,
        Duration oldest,
        Verdict verdict,
        Severity severity) {}

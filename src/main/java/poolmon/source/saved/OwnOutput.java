package poolmon.source.saved;

import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.source.json.Json;
import poolmon.source.json.JsonTree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What poolmon wrote itself, given where the answer of a service belongs. It is full of pools, so
/// that "no pools in it" would send its owner astray.
final class OwnOutput {
    private static final String SCHEMA = "poolmon/";

    private OwnOutput() {}

    /// Why a body is no answer of a service; nothing where it is not poolmon's.
    ///
    /// @param shown the name of the file
    static Optional<Failure> failure(String shown, byte[] body) {
        int end = 0;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        Optional<String> first = command(body, end);
        boolean isRecording =
                first.isPresent() && (first.get().equals("watch") || !isBlank(body, end));
        if (isRecording) {
            return Optional.of(
                    Failure.of(
                            Code.UNREADABLE,
                            shown + " is a recording of poolmon, not the answer of a service.",
                            "See where it was going: poolmon trend --file FILE, or see it again:"
                                    + " poolmon watch --replay FILE"));
        }
        return first.or(() -> command(body, body.length))
                .map(
                        command ->
                                Failure.of(
                                        Code.UNREADABLE,
                                        shown
                                                + " is a report of poolmon, not the answer of a"
                                                + " service.",
                                        "Save what the service itself says: curl -s URL > FILE"));
    }

    /// What poolmon was asked when it wrote this, where it did.
    private static Optional<String> command(byte[] body, int end) {
        try {
            return JsonTree.of(new String(body, 0, end, StandardCharsets.UTF_8))
                                    instanceof Json.Obj object
                            && object.scalar("schema").orElse("").startsWith(SCHEMA)
                    ? Optional.of(object.scalar("command").orElse(""))
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static boolean isBlank(byte[] body, int from) {
        for (int i = from; i < body.length; i++) {
            if (body[i] > ' ' || body[i] < 0) {
                return false;
            }
        }
        return true;
    }
}

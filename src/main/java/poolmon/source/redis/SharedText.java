package poolmon.source.redis;

import poolmon.model.ServerText;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One field of lines that follow each other. Clients of one application say the same of
/// themselves, line after line; what they say becomes an object once.
final class SharedText {
    private final Map<String, Known> known = new HashMap<>();
    private Known now = Known.NOTHING;
    private Known last = Known.NOTHING;

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Known(ServerText text, Optional<ServerText> ifAny, byte[] bytes) {
        static final Known NOTHING = new Known(ServerText.EMPTY, Optional.empty(), new byte[0]);

        static Known of(String text, byte[] bytes) {
            ServerText served = new ServerText(text);
            return served.isBlank()
                    ? new Known(ServerText.EMPTY, Optional.empty(), bytes)
                    : new Known(served, Optional.of(served), bytes);
        }
    }

    /// The field is not there.
    void clear() {
        now = Known.NOTHING;
    }

    void set(byte[] line, int start, int end) {
        if (!Arrays.equals(last.bytes(), 0, last.bytes().length, line, start, end)) {
            String text = new String(line, start, end - start, StandardCharsets.UTF_8);
            Known found = known.get(text);
            if (found == null) {
                found = Known.of(text, Arrays.copyOfRange(line, start, end));
                known.put(text, found);
            }
            last = found;
        }
        now = last;
    }

    ServerText text() {
        return now.text();
    }

    Optional<ServerText> ifAny() {
        return now.ifAny();
    }
}

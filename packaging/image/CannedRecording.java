import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A recording of a pool that fills up, for training alone.
final class CannedRecording {
    private static final int LOOKS = 200;

    private CannedRecording() {}

    /// Writes it to a file that is deleted when the build is over.
    static Path write() throws IOException {
        Instant start = Instant.parse("2026-11-23T09:00:00Z");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LOOKS; i++) {
            long out = 400 + i;
            text.append("{\"schema\":\"poolmon/v1\",\"command\":\"watch\",\"timestamp\":\"")
                    .append(start.plusSeconds(10L * i))
                    .append("\",\"status\":\"healthy\",\"exit_code\":0,\"targets\":[{\"target\":")
                    .append("\"http://10.0.0.7:8000\",\"kind\":\"service\",\"latency_ms\":")
                    .append(5 + i % 7)
                    .append(
                            ".1,\"status\":\"healthy\",\"error\":null,\"pools\":[{\"name\":\"main\",")
                    .append("\"kind\":\"database\",\"status\":\"healthy\",\"pool_size\":1000,")
                    .append("\"max_overflow\":0,\"total_capacity\":1000,\"checked_out\":")
                    .append(out)
                    .append(",\"utilization_percent\":")
                    .append(out / 10.0)
                    .append("}]}]}\n");
        }
        text.append("{\"schema\":\"poolmo\n");
        Path file = Files.createTempFile("poolmon", ".jsonl");
        file.toFile().deleteOnExit();
        return Files.writeString(file, text);
    }
}

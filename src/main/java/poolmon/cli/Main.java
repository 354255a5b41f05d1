package poolmon.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// The way in, until the commands stand: version, usage, and nothing else.
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        String word = args.length == 0 ? "--help" : args[0];
        Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        switch (word) {
            case "--version" -> Version.print(out);
            case "--help" -> out.write("Usage: poolmon --version\n");
            default -> System.err.println("poolmon: no command '" + word + "'");
        }
        out.flush();
        System.exit(word.startsWith("--") ? 0 : 64);
    }
}

package poolmon.config;

/// Something to say about the config file.
///
/// @param line from 1 on; 0 where it is about the file as a whole
/// @param isError whether the file cannot be used; else it is a warning
/// @param sentence without a full stop, and without secrets
public record ConfigProblem(int line, boolean isError, String sentence) {

    /// As compilers say it: `config.toml:12: unknown key …`.
    public String shown(String file) {
        return file + (line > 0 ? ":" + line : "") + ": " + (isError ? "" : "warning: ") + sentence;
    }
}

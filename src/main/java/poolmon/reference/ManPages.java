package poolmon.reference;

import poolmon.reference.Program.Exit;
import poolmon.reference.Program.Operand;
import poolmon.reference.Program.Switch;
import poolmon.reference.Program.Verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The manual: a page for the program and one for each command, in the `man` macros of roff.
public final class ManPages {
    private final Program program;
    private final String date;

    private ManPages(Program program, String date) {
        this.program = program;
        this.date = date;
    }

    /// All pages, each by the name of its file, for example `poolmon-pools.1`.
    ///
    /// @param date what the pages tell as theirs, for example `2026-11-23`
    public static Map<String, String> of(Program program, String date) {
        ManPages manual = new ManPages(program, date);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(program.name() + ".1", manual.whole());
        for (Verb verb : program.verbs()) {
            pages.put(manual.page(verb) + ".1", manual.of(verb));
        }
        return pages;
    }

    private String whole() {
        Roff roff = title(program.name(), program.purpose());
        roff.section("SYNOPSIS");
        roff.line(".B " + Roff.escaped(program.name()));
        roff.line("\\fICOMMAND\\fR [\\fIOPTION\\fR]...");
        roff.section("DESCRIPTION").text(program.purpose());
        roff.text("Each command answers a question and has a page of its own.");
        roff.section("COMMANDS");
        for (Verb verb : program.verbs()) {
            roff.line(".TP").line(".BR " + Roff.escaped(page(verb)) + " (1)");
            roff.text(verb.question());
        }
        roff.line(".TP").line(".B help \\fICOMMAND\\fR").text("Show the help of a command.");
        options(roff, program.options());
        exits(roff);
        List<String> pages = new ArrayList<>();
        program.verbs().forEach(verb -> pages.add(page(verb)));
        seeAlso(roff, pages);
        return roff.toString();
    }

    private String of(Verb verb) {
        Roff roff = title(page(verb), verb.question());
        roff.section("SYNOPSIS");
        roff.line(".B " + Roff.escaped(program.name() + " " + verb.name()));
        roff.line("[\\fIOPTION\\fR]...");
        for (Operand operand : verb.operands()) {
            String label = "\\fI" + Roff.escaped(operand.label()) + "\\fR";
            roff.line(operand.mayRepeat() ? "[" + label + "]..." : label);
        }
        roff.section("DESCRIPTION").text(verb.question());
        List<String> examples = new ArrayList<>();
        told(verb, examples).forEach(paragraph -> roff.line(".PP").text(paragraph));
        for (Operand operand : verb.operands()) {
            roff.line(".TP").line("\\fI" + Roff.escaped(operand.label()) + "\\fR");
            roff.text(operand.description());
        }
        options(roff, verb.options());
        exits(roff);
        if (!examples.isEmpty()) {
            roff.section("EXAMPLES").line(".EX");
            examples.forEach(example -> roff.text(example));
            roff.line(".EE");
        }
        seeAlso(roff, List.of(program.name()));
        return roff.toString();
    }

    /// What the notes of a command say in sentences; the command lines among them are examples.
    private static List<String> told(Verb verb, List<String> examples) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String note : verb.notes()) {
            String line = note.replaceFirst("^Examples?: *", "").strip();
            boolean isExample = !line.equals(note.strip()) || note.startsWith(" ");
            if (isExample && !line.isEmpty()) {
                examples.add(line);
            } else if (!line.isEmpty()) {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line);
                continue;
            }
            if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph.toString());
                paragraph.setLength(0);
            }
        }
        if (!paragraph.isEmpty()) {
            paragraphs.add(paragraph.toString());
        }
        return paragraphs;
    }

    private Roff title(String page, String purpose) {
        Roff roff = new Roff();
        String name = Roff.escaped(page.toUpperCase(Locale.ROOT));
        String version = Roff.escaped(program.version());
        roff.line(".TH " + name + " 1 " + date + " \"" + version + "\" \"User commands\"");
        // words are read here to be typed: none is split
        roff.line(".nh").line(".ad l");
        roff.section("NAME")
                .line(
                        Roff.escaped(page)
                                + " \\- "
                                + Roff.escaped(purpose.replaceFirst("[.]$", "")));
        return roff;
    }

    private String page(Verb verb) {
        return program.name() + "-" + verb.name();
    }

    private static void options(Roff roff, List<Switch> options) {
        roff.section("OPTIONS");
        for (Switch option : options) {
            List<String> names = new ArrayList<>();
            option.names().forEach(name -> names.add("\\fB" + Roff.escaped(name) + "\\fR"));
            String value =
                    option.takesValue() ? " \\fI" + Roff.escaped(option.label()) + "\\fR" : "";
            roff.line(".TP")
                    .line(String.join(", ", names) + value + (option.takesMany() ? "..." : ""));
            roff.text(option.description());
        }
    }

    private void exits(Roff roff) {
        roff.section("EXIT STATUS");
        for (Exit exit : program.exits()) {
            roff.line(".TP").line(".B " + exit.code()).text(exit.meaning());
        }
    }

    private static void seeAlso(Roff roff, List<String> pages) {
        roff.section("SEE ALSO");
        for (int i = 0; i < pages.size(); i++) {
            String comma = i + 1 < pages.size() ? "," : "";
            roff.line(".BR " + Roff.escaped(pages.get(i)) + " (1)" + comma);
        }
    }

    /// A page that is being written.
    private static final class Roff {
        private final StringBuilder page = new StringBuilder();

        Roff section(String title) {
            return line(".SH " + (title.contains(" ") ? "\"" + title + "\"" : title));
        }

        /// A line of text, in which nothing means anything to roff.
        Roff text(String text) {
            return line(escaped(text));
        }

        Roff line(String line) {
            page.append(line).append('\n');
            return this;
        }

        /// A hyphen is kept as the character that users type and search for.
        static String escaped(String text) {
            String escaped = text.replace("\\", "\\e").replace("-", "\\-");
            return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
        }

        @Override
        public String toString() {
            return page.toString();
        }
    }
}

package poolmon.output;

import java.io.IOException;
import java.util.List;

/// What findings mean, for programs: one object, `poolmon/findings/v1`, as
/// `schema/poolmon-findings-v1.json` describes it.
public final class JsonExplanations {
    private final Paper paper;

    /// @param paper to print on
    public JsonExplanations(Paper paper) {
        this.paper = paper;
    }

    /// Prints them in their order, one or more.
    public void print(List<Explanation> explanations) throws IOException {
        Json json = new Json(paper);
        json.open();
        json.text("schema", "poolmon/findings/v1");
        json.openList("findings");
        for (Explanation each : explanations) {
            json.open();
            json.text("code", each.code());
            json.text("means", each.means());
            json.text("told_by", each.told());
            json.texts("remedy", each.remedy());
            json.end();
        }
        json.endList();
        json.end();
        json.finish();
    }
}

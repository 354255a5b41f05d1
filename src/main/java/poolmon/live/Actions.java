package poolmon.live;

import poolmon.model.JudgedSession;
import poolmon.model.Report;
import poolmon.model.SessionControl.Act;
import poolmon.model.Target;

/// What the screen can do beyond looking. Each tells in a sentence what came of it.
public interface Actions {
    /// Ends a session or its statement.
    ///
    /// @param target where it is
    String end(Target target, JudgedSession session, Act act);

    /// Writes a report into a file.
    String write(Report report);
}

package poolmon.leaks;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedSession;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Reading.PoolerLink;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who is behind the pooler: the server knows PgBouncer as the client of a session, and only
/// PgBouncer knows whose the session is. Told for every session that has a verdict.
public final class BehindPooler implements Rule {
    private static final int NAMED = 10;

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        Map<Integer, PoolerLink> links = new HashMap<>();
        look.each(
                BouncerReading.class,
                (pooler, reading) -> reading.links().forEach(l -> links.put(l.pid(), l)));
        look.each(
                ServerReading.class,
                (server, reading) -> told(server, judgement.on(server), links));
    }

    private static void told(
            Observation server, Judgement.OfTarget target, Map<Integer, PoolerLink> links) {
        List<String> evidence = new ArrayList<>();
        int found = 0;
        for (JudgedSession judged : target.sessions()) {
            PoolerLink link = links.get(judged.session().pid());
            boolean matters = judged.verdict() != Verdict.OK || !judged.blocking().isEmpty();
            if (link != null && matters) {
                found++;
                if (evidence.size() < NAMED) {
                    evidence.add(
                            "pid "
                                    + link.pid()
                                    + " ("
                                    + judged.verdict().word()
                                    + ") works for the client at "
                                    + link.client().shown()
                                    + (link.application().isBlank()
                                            ? ""
                                            : ", " + link.application().shown()));
                }
            }
        }
        if (found > 0) {
            target.finding(
                    Finding.of(
                            FindingCode.BEHIND_POOLER,
                            Severity.INFO,
                            server.target(),
                            Figures.count(found, "session")
                                    + (found == 1 ? " works" : " work")
                                    + " for clients of PgBouncer",
                            evidence));
        }
    }
}

package poolmon.output;

import poolmon.columns.BreakdownColumns;
import poolmon.columns.CheckColumns;
import poolmon.columns.ClientColumns;
import poolmon.columns.GroupColumns;
import poolmon.columns.PoolColumns;
import poolmon.columns.Role;
import poolmon.columns.SessionColumns;
import poolmon.model.Breakdown;
import poolmon.model.Ending;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.JudgedSession;
import poolmon.model.Output;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.SessionGroup;
import poolmon.model.Status;
import poolmon.model.TargetReport;
import poolmon.model.Verdict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// For people. The first line of each target is the answer, what it rests on and what to do about
/// it follow indented:
///
/// ```
/// CRITICAL  http://127.0.0.1:8000  pool "database" is full: 15 of 15 connections in use (9 ms)
///
///   POOL      KIND      STATUS     USED   USE%  IDLE
///   database  database  critical  15/15  100.0     0
/// ```
final class TableOutput implements Output {
    private static final int INDENT = 2;
    private static final int TOP_USERS = 5;

    /// Services from which on a page of its own for each would be too much to read.
    private static final int FLEET = 5;

    private final Sheet sheet;
    private final Paper.Detail detail;

    TableOutput(Paper paper) {
        this.sheet = new Sheet(paper);
        this.detail = paper.detail();
    }

    @Override
    public void print(Report report) throws IOException {
        if (report.question() == Question.POOLS && report.targets().size() >= FLEET) {
            new FleetPage(sheet).print(report);
        } else if (report.question() == Question.DIAGNOSE) {
            new DiagnosisPage(sheet).print(report);
        } else {
            if (report.sizing().isPresent()) {
                new SizingPage(sheet).print(report, report.sizing().get());
            }
            pages(report);
        }
        sheet.gap();
        for (Ending ending : report.endings()) {
            sheet.labelled(
                    0,
                    ending.outcome() == Ending.Outcome.DRY_RUN ? "plan" : ending.outcome().word(),
                    role(ending.outcome()),
                    "pid " + ending.pid() + ": " + ending.message().shown());
        }
        sheet.flush();
    }

    private static Role role(Ending.Outcome outcome) {
        return switch (outcome) {
            case DONE -> Role.HEALTHY;
            case DRY_RUN -> Role.HEADING;
            case GONE -> Role.DEGRADED;
            case REFUSED, FAILED -> Role.ERROR;
        };
    }

    private void pages(Report report) throws IOException {
        for (TargetReport target : report.targets()) {
            if (report.sizing().isPresent() && target.failure().isEmpty()) {
                continue; // what it told is part of the sizing
            }
            answer(report, target);
            sheet.worst(INDENT, PoolColumns.ALL, target.pools(), TableOutput::worstFirst);
            sheet.table(INDENT, CheckColumns.ALL, target.checks(), Sheet.ALL);
            if (target.breakdown().isPresent()) {
                users(target.breakdown().get());
            }
            sessions(detail.allSessions() ? target.sessions() : suspects(target));
            sheet.table(INDENT, GroupColumns.ALL, shared(target), Sheet.MAX_ROWS);
            sheet.table(INDENT, ClientColumns.ALL, target.clients(), Sheet.MAX_ROWS);
            if (!target.trends().isEmpty()) {
                new TrendPage(sheet).print(target, report.thresholds());
            }
            for (Finding finding : target.findings()) {
                if (isAside(finding.code().word(), target)) {
                    headline(sheet, finding);
                } else {
                    finding(sheet, finding);
                }
            }
            sheet.gap();
        }
        if (report.targets().size() > 1) {
            sheet.text(0, Answers.summary(report));
        }
    }

    private void answer(Report report, TargetReport target) throws IOException {
        Status status = target.status();
        String answer = Answers.of(report.question(), target);
        sheet.labelled(0, status.word(), Role.of(status), answer);
        if (target.failure().isPresent()) {
            Failure failure = target.failure().get();
            sheet.labelled(0, "next", Role.HEADING, new ServerText(failure.nextStep()).shown());
        }
    }

    private void users(Breakdown breakdown) throws IOException {
        int top = sheet.isTerminal() ? TOP_USERS : Sheet.ALL;
        sheet.table(INDENT, BreakdownColumns.ALL, BreakdownColumns.rows(breakdown, top), Sheet.ALL);
    }

    /// By badness, and not by name: what is asked is which pools need a look.
    private static int worstFirst(JudgedPool a, JudgedPool b) {
        if (a.worseThan(b)) {
            return -1;
        }
        return b.worseThan(a) ? 1 : 0;
    }

    private void sessions(List<JudgedSession> sessions) throws IOException {
        sheet.table(INDENT, SessionColumns.ALL, sessions, Sheet.MAX_ROWS);
        if (detail.wholeStatements()) {
            for (JudgedSession judged : sessions) {
                sheet.gap();
                String pid = Integer.toString(judged.session().pid());
                sheet.labelled(INDENT, pid, Role.HEADING, judged.session().query().shown());
            }
        }
    }

    private static List<JudgedSession> suspects(TargetReport target) {
        List<JudgedSession> suspects = new ArrayList<>();
        for (JudgedSession session : target.sessions()) {
            boolean judged = session.verdict() != Verdict.OK && session.verdict() != Verdict.HIDDEN;
            if (judged || !session.blocking().isEmpty()) {
                suspects.add(session);
            }
        }
        return suspects;
    }

    private static List<SessionGroup> shared(TargetReport target) {
        List<SessionGroup> shared = new ArrayList<>(target.groups());
        shared.removeIf(group -> group.count() < 2);
        return shared;
    }

    /// Whether one sentence is enough: that pools which have room do not tell their maximum is
    /// nothing to be reminded of at length by each look.
    static boolean isAside(String code, TargetReport target) {
        return code.equals(FindingCode.MAXIMUM_UNKNOWN.word())
                && target.pools().stream()
                        .noneMatch(
                                pool ->
                                        pool.status() == Status.CRITICAL
                                                || pool.status() == Status.DEGRADED);
    }

    /// A finding with what it rests on and what to do.
    static void finding(Sheet sheet, Finding finding) throws IOException {
        headline(sheet, finding);
        for (String evidence : finding.evidence()) {
            sheet.item(INDENT, "-", new ServerText(evidence).shown());
        }
        for (String remedy : finding.remedy()) {
            sheet.item(INDENT, "→", new ServerText(remedy).shown());
        }
    }

    private static void headline(Sheet sheet, Finding finding) throws IOException {
        sheet.gap();
        sheet.labelled(
                INDENT,
                finding.severity().word(),
                Role.of(finding.severity()),
                finding.code().word() + ": " + new ServerText(finding.summary()).shown());
    }
}

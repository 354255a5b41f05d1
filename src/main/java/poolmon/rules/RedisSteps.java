package poolmon.rules;

import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;

import java.util.List;

/// What one goes through when Redis does not answer: is it up, are the settings right, does `PING`
/// answer? Each with what came of it. A server that is full has told by itself what is wrong.
final class RedisSteps implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        for (Observation observation : look.observations()) {
            if (observation.answer() instanceof Answer.Failed failed
                    && observation.target().kind() == Target.Kind.REDIS
                    && failed.failure().code() != Code.SLOTS_EXHAUSTED) {
                judgement.on(observation).finding(finding(observation.target(), failed.failure()));
            }
        }
    }

    private static Finding finding(Target target, Failure failure) {
        Severity severity =
                failure.status() == Status.CRITICAL ? Severity.CRITICAL : Severity.ERROR;
        return Finding.of(
                FindingCode.REDIS_UNAVAILABLE,
                severity,
                target,
                "the server could not be looked at",
                List.of(
                        "is it up? " + up(failure.code()),
                        "are the settings right? " + settings(target, failure.code()),
                        "does PING answer? " + ping(failure.code())));
    }

    private static String up(Code code) {
        return switch (code) {
            case UNKNOWN_HOST -> "not known: its host has no address";
            case CONNECTION_REFUSED -> "no: nothing listens there";
            case UNREACHABLE -> "not known: no way leads there";
            case TIMEOUT -> "it did not answer in time";
            case CONNECTION_LOST -> "something listens there, and closes the connection";
            case PROTOCOL, UNREADABLE -> "something listens there that is no Redis server";
            default -> "yes, it answers";
        };
    }

    private static String settings(Target target, Code code) {
        return switch (code) {
            case UNKNOWN_HOST -> "no: check the host in " + target.shown();
            case TLS -> "no: TLS fails; check redis:// or rediss://, and the certificates";
            case AUTH -> "no: the password or user of " + target.shown() + " is not right";
            case FORBIDDEN -> "not all: this user may not ask";
            case UNKNOWN_DATABASE -> "no: this name is not known there";
            case PROTOCOL, UNREADABLE -> "no: check host and port in " + target.shown();
            case NOT_READY, SERVER_ERROR -> "yes, as far as can be told";
            default -> "not known: poolmon asked " + target.shown();
        };
    }

    private static String ping(Code code) {
        return switch (code) {
            case NOT_READY, SERVER_ERROR -> "no: the server refuses";
            default -> "it was not asked";
        };
    }
}

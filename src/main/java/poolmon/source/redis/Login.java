package poolmon.source.redis;

import static poolmon.source.redis.RedisConnection.refusal;

import poolmon.model.Failure;
import poolmon.model.Target;
import poolmon.source.redis.RedisConnection.Command;

import java.util.List;
import java.util.Optional;

/// Says who asks, where the target has a password. Sent ahead of everything else, in one go with
/// it.
record Login(Target.Redis target, RedisFailures failures) {

    void send(Batch batch) {
        if (target.password().isEmpty()) {
            return;
        }
        String password = target.password().get().value();
        if (target.user().isPresent()) {
            batch.send(Command.AUTH, target.user().get(), password);
        } else {
            batch.send(Command.AUTH, password);
        }
    }

    /// Why we were not let in. A server that wants no password is looked at all the same.
    Optional<Failure> failure(Batch batch, List<String> tried) {
        String refusal = target.password().isEmpty() ? "" : refusal(batch.reply(0));
        if (refusal.isEmpty()) {
            return Optional.empty();
        }
        if (refusal.contains("no password is set")
                || refusal.contains("without any password configured")) {
            tried.add("AUTH: the server wants no password");
            return Optional.empty();
        }
        return Optional.of(failures.login(refusal));
    }
}

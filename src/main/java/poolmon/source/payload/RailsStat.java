package poolmon.source.payload;

import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;

import java.util.List;
import java.util.OptionalLong;

/// `ActiveRecord::Base.connection_pool.stat` (activerecord, connection_pool.rb): `{"size":5,
/// "connections":3,"busy":2,"dead":0,"idle":1,"waiting":0,"checkout_timeout":5.0}`. `dead`
/// connections belong to threads that ended without giving them back: they are in use until the
/// reaper finds them.
final class RailsStat implements PoolShape {
    @Override
    public String format() {
        return "rails-stat";
    }

    @Override
    public List<String> marks() {
        return List.of("size", "connections", "busy", "dead");
    }

    @Override
    public DatabasePool pool(ServerText name, Counts counts) {
        OptionalLong busy = counts.connections("busy");
        OptionalLong dead = counts.connections("dead");
        return DatabasePool.counted(
                name,
                busy.isPresent() && dead.isPresent()
                        ? OptionalLong.of(busy.getAsLong() + dead.getAsLong())
                        : OptionalLong.empty(),
                counts.connections("idle"),
                counts.connections("size"),
                counts.connections("waiting"));
    }
}

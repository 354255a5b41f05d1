package poolmon.source.payload;

import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;

import java.util.List;

/// How some library writes the counts of one pool as a JSON object. Objects are known by the names
/// of their fields, which are compared without regard to case and underscores: `InUse`, `in_use`
/// and `inUse` are one name.
interface PoolShape {
    /// The name of the format, part of the JSON contract.
    String format();

    /// Plain names of fields (lower case, no underscores) without which an object is something
    /// else.
    List<String> marks();

    /// The pool that the counts of such an object tell of, by plain names.
    DatabasePool pool(ServerText name, Counts counts);
}

package poolmon.source.payload;

import poolmon.source.payload.PayloadReaders.Outcome;

import java.util.Optional;

/// Understands one format of what services say about their pools.
interface PayloadReader {

    /// The name of the format, part of the JSON contract, for example `health-pools`.
    String format();

    /// What the body says; empty where it is of another format. The body decides, not its path or
    /// content type. Never throws: a field that cannot be read is absent, and a pool of which too
    /// little can be read carries an error.
    Optional<Outcome> read(Payload payload);
}

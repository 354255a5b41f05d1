package poolmon.source.payload;

import poolmon.model.Reading.ServiceReading;

/// Understands one format of what services say about their pools.
interface PayloadReader {

    /// The name of the format, part of the JSON contract, for example `health-pools`.
    String format();

    /// Whether the body is of this format. The body decides, not its path or content type.
    boolean recognises(Payload payload);

    /// What the body says. Called only with what was recognised; never throws: a field that cannot
    /// be read is absent, and a pool of which too little can be read carries an error.
    ServiceReading read(Payload payload);
}

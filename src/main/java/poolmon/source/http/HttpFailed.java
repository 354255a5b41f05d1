package poolmon.source.http;

import poolmon.model.Failure;

/// The URL could not be asked, or what came back is not HTTP.
public record HttpFailed(Failure failure) implements HttpResult {}

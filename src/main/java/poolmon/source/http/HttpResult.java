package poolmon.source.http;

/// What came of asking a URL. A status such as 503 is an answer; only what is no answer at all is a
/// failure.
public sealed interface HttpResult permits HttpAnswer, HttpFailed {}

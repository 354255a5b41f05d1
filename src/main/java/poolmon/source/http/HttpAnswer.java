package poolmon.source.http;

import java.net.URI;

/// A complete answer.
///
/// @param status the status code, 200 to 599
/// @param contentType the header as it came, empty where there was none
/// @param body the whole body, unpacked
/// @param uri what was asked last, after all redirects
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and a copy of 16 MiB is not for free
public record HttpAnswer(int status, String contentType, byte[] body, URI uri)
        implements HttpResult {}

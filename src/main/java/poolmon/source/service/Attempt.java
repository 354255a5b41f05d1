package poolmon.source.service;

import poolmon.model.Failure;
import poolmon.model.Reading.ServiceReading;

import java.net.URI;

/// What came of asking a service at one of its URLs.
sealed interface Attempt {
    /// What was asked and what came back, for `-v`.
    String shown();

    /// It told of pools.
    record Told(String shown, ServiceReading reading) implements Attempt {}

    /// It failed in a way that another path of the same service will not mend.
    record Stopped(String shown, Failure failure) implements Attempt {}

    /// It answered, but with nothing of use.
    ///
    /// @param came what it sent, in words that fit after "answered 200 with"
    record Useless(String shown, URI url, int status, String came) implements Attempt {
        boolean isMissing() {
            return status == 404 || status == 405 || status == 410;
        }
    }
}

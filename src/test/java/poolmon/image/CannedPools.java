package poolmon.image;

import poolmon.fixture.HttpService;

/// A service that tells of one pool of ten connections.
final class CannedPools {
    private CannedPools() {}

    static HttpService withCheckedOut(int connections) {
        String pool =
                "{\"status\": \"healthy\", \"pool_size\": 10, \"checked_out\": "
                        + connections
                        + ", \"checked_in\": "
                        + (10 - connections)
                        + ", \"overflow\": 0}";
        return new HttpService()
                .at(
                        "/api/v1/health/pools",
                        200,
                        "{\"status\": \"healthy\", \"pools\": {\"database\": " + pool + "}}");
    }
}

package poolmon.source.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import poolmon.model.Pool;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Pool.RedisPool;
import poolmon.model.Reading.Check;
import poolmon.model.Reading.ServiceReading;
import poolmon.source.payload.PayloadReaders.NotUnderstood;
import poolmon.source.payload.PayloadReaders.Understood;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

class PayloadReadersTest {

    static Stream<Path> recorded() {
        return Stream.concat(Payloads.in("health-pools"), Payloads.in("health"));
    }

    static Stream<Path> hostile() {
        return Payloads.in("hostile");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void everyRecordedPayloadIsReadAsTheFormatOfItsFolder(Path file) {
        ServiceReading reading = read(Payloads.bytes(file));
        assertThat(reading.format()).isEqualTo(Objects.toString(file.getParent().getFileName()));
        assertThat(reading.timestamp()).isPresent();
        assertThat(reading.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingHostileIsReadAsPools(Path file) {
        assertThat(PayloadReaders.read(Payloads.bytes(file), Optional.empty()))
                .isInstanceOf(NotUnderstood.class);
    }

    @ParameterizedTest
    @CsvSource({
        "html, an HTML page",
        "empty, an empty body",
        "array, a JSON array",
        "truncated, broken or cut off JSON",
        "duplicate-pool, broken or cut off JSON",
        "no-pools, a health report without a single pool",
        "'metrics', 'metrics (3 series), none of them of a connection pool'",
        "'meters', 'a list of 2 meters, none of them of a connection pool'",
        "plain-text, text that is neither JSON nor metrics",
        "'other-json', 'JSON that tells of no pools (its fields are status, groups)'",
    })
    void saysWhatCameInstead(String name, String came) {
        assertThat(
                        PayloadReaders.read(
                                Payloads.bytes("hostile/" + name + ".txt"), Optional.empty()))
                .isEqualTo(new NotUnderstood(came));
    }

    @Test
    void theSeedsPoolsAreReadInFull() {
        ServiceReading reading = recorded("health-pools/seed");
        DatabasePool database = database(reading, "database");
        assertThat(reading.timestamp()).contains(Instant.parse("2024-02-15T10:30:00Z"));
        assertThat(database.reportedStatus().orElseThrow().raw()).isEqualTo("healthy");
        assertThat(database.poolSize()).hasValue(5);
        assertThat(database.checkedOut()).hasValue(2);
        assertThat(database.checkedIn()).hasValue(3);
        assertThat(database.overflow()).hasValue(0);
        assertThat(database.reportedCapacity()).hasValue(5);
        assertThat(database.reportedUtilization()).hasValue(40.0);
        assertThat(database.error()).isEmpty();
        assertThat(database.extra().values()).isEmpty();
        RedisPool redis = (RedisPool) pool(reading, "redis");
        assertThat(redis.maxConnections()).hasValue(10);
        assertThat(redis.connectedClients()).hasValue(5);
        assertThat(redis.totalConnectionsReceived()).hasValue(1250);
        assertThat(redis.extra().values())
                .containsEntry(
                        "connection_kwargs", "{\"host\":\"localhost\",\"port\":6379,\"db\":0}");
    }

    @Test
    void aColdPoolKeepsItsNegativeOverflow() {
        DatabasePool pool = database(recorded("health-pools/cold-pool"), "database");
        assertThat(pool.overflow()).hasValue(-4);
        assertThat(pool.reportedCapacity()).hasValue(1);
        assertThat(pool.error()).isEmpty();
    }

    @Test
    void poolsThatFailedSayWhyWithoutThePassword() {
        ServiceReading reading = recorded("health-pools/failed");
        assertThat(database(reading, "database").error().orElseThrow().raw())
                .isEqualTo("could not connect: postgresql://app:***@db:5432/app");
        assertThat(((RedisPool) pool(reading, "redis")).error().orElseThrow().raw())
                .isEqualTo("Connection refused");
    }

    @Test
    void aPoolThatIsNotThereSaysWhy() {
        RedisPool redis = (RedisPool) pool(recorded("health-pools/redis-not-installed"), "redis");
        assertThat(redis.reportedStatus().orElseThrow().raw()).isEqualTo("unknown");
        assertThat(redis.error().orElseThrow().raw()).isEqualTo("Redis client not installed");
    }

    @Test
    void manyPoolsKeepTheirNamesAndWhatElseTheySay() {
        ServiceReading reading = recorded("health-pools/many-names");
        assertThat(reading.pools())
                .extracting(pool -> pool.name().raw())
                .containsExactly("primary", "replica", "analytics", "cache");
        DatabasePool primary = database(reading, "primary");
        assertThat(primary.maxOverflow()).hasValue(10);
        assertThat(primary.extra().values())
                .containsEntry("timeout", "30.5")
                .containsEntry("recycle", "-1");
        assertThat(((RedisPool) pool(reading, "cache")).extra().values())
                .containsEntry(
                        "connection_kwargs",
                        "{\"host\":\"cache\",\"password\":\"***\",\"nested\":{\"api_token\":\"***\"}}");
    }

    @Test
    void numbersThatCameAsTextAreNumbers() {
        DatabasePool pool = database(recorded("health-pools/numbers-as-text"), "database");
        assertThat(pool.poolSize()).hasValue(5);
        assertThat(pool.checkedOut()).hasValue(5);
        assertThat(pool.reportedUtilization()).hasValue(100.0);
    }

    @Test
    void checksThatArePoolsBecomePoolsAndTheOthersStayChecks() {
        ServiceReading reading = recorded("health/seed");
        assertThat(reading.reportedStatus().orElseThrow().raw()).isEqualTo("degraded");
        assertThat(reading.pools())
                .extracting(pool -> pool.name().raw())
                .containsExactly("database_pool", "redis_pool");
        assertThat(reading.checks())
                .extracting(check -> check.name().raw())
                .containsExactly("database", "redis", "disk", "memory", "notification_queues");
        Check disk = reading.checks().get(2);
        assertThat(disk.detail().values()).containsEntry("percent_used", "41.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'healthy','pool_size':5,'checked_out':'lots'}|checked_out is \"lots\"",
                "{'status':'healthy','pool_size':5,'checked_out':-3}|checked_out is -3",
                "{'status':'healthy','pool_size':1e300,'checked_out':5}|pool_size is 1e300",
                "{'status':'healthy','pool_size':NaN,'checked_out':5}|pool_size is null",
                "{'status':'healthy','pool_size':5,'checked_out':[5]}|checked_out is [5]",
                "{'status':'healthy','pool_size':5,'checked_out':4.5}|checked_out is 4.5",
                "{'status':'healthy','utilization_percent':'n/a'}|utilization_percent is \"n/a\"",
                "{}|The service says nothing about it.",
                "null|The service says nothing about it.",
            })
    void aPoolWhoseCountsMakeNoSenseCarriesAnError(String entry, String error) {
        String json = "{\"pools\":{\"database\":" + entry.replace('\'', '"') + "}}";
        DatabasePool pool = database(read(json.getBytes(StandardCharsets.UTF_8)), "database");
        assertThat(pool.error().orElseThrow().raw()).contains(error);
    }

    @Test
    void whatIsPassedOnIsPlainAsciiWithoutSecrets() {
        String json =
                "{\"pools\":{\"a\":{\"status\":\"ok\",\"note\":\"\\u001b[2J\u007f\u202eé\",\"dsn\":"
                        + "\"host=h password='hunter 2' dbname=d\",\"Secret\":[\"hunter2\"],"
                        + "\"x\":Infinity}}}";
        DatabasePool pool = database(read(json.getBytes(StandardCharsets.UTF_8)), "a");
        assertThat(pool.extra().values())
                .containsEntry("note", "\"\\u001b[2J\\u007f\\u202e\\u00e9\"")
                .containsEntry("dsn", "\"host=h password=*** dbname=d\"")
                .containsEntry("Secret", "\"***\"")
                .containsEntry("x", "null");
    }

    @Test
    void bytesThatAreNoUtf8DoNotHideTheCounts() {
        byte[] json =
                "{\"pools\":{\"a\":{\"pool_size\":5,\"checked_out\":5,\"error\":\"\u00fc\"}}}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        DatabasePool pool = database(read(json), "a");
        assertThat(pool.checkedOut()).hasValue(5);
        assertThat(pool.error().orElseThrow().raw()).isEqualTo("\uFFFD");
    }

    @Test
    void aListOfPoolsWithNamesIsReadToo() {
        String json =
                "{\"pools\":[{\"name\":\"a\",\"pool_size\":5,\"checked_out\":1},{\"status\":\"ok\"}]}";
        assertThat(read(json.getBytes(StandardCharsets.UTF_8)).pools())
                .extracting(pool -> pool.name().raw())
                .containsExactly("a", "pool-2");
    }

    private static ServiceReading recorded(String name) {
        return read(Payloads.bytes(name + ".json"));
    }

    private static ServiceReading read(byte[] body) {
        PayloadReaders.Outcome outcome = PayloadReaders.read(body, Optional.empty());
        assertThat(outcome).isInstanceOf(Understood.class);
        return ((Understood) outcome).reading();
    }

    private static Pool pool(ServiceReading reading, String name) {
        List<Pool> pools =
                reading.pools().stream().filter(p -> p.name().raw().equals(name)).toList();
        assertThat(pools).hasSize(1);
        return pools.getFirst();
    }

    private static DatabasePool database(ServiceReading reading, String name) {
        return (DatabasePool) pool(reading, name);
    }
}

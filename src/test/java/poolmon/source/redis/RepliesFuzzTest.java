package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fuzz.Fuzz;
import poolmon.model.Client;

import redis.clients.jedis.util.RedisInputStream;

import java.io.ByteArrayInputStream;
import java.util.List;

/// Whatever Redis tells of itself and its clients is read as far as it makes sense.
class RepliesFuzzTest {
    private static final String CLIENTS =
            "id=3 addr=127.0.0.1:52456 laddr=127.0.0.1:6379 fd=8 name=orders age=12 idle=4 flags=N"
                    + " db=0 sub=0 psub=0 multi=-1 qbuf=26 qbuf-free=20448 argv-mem=10 obl=0 oll=0"
                    + " omem=0 tot-mem=42024 events=r cmd=client|list user=default redir=-1\n"
                    + "id=4 addr=/tmp/redis.sock:0 name=a=b age=9 idle=9 flags=bU cmd=blpop"
                    + " lib-name=jedis lib-ver=7.0\n";
    private static final String INFO =
            "# Server\r\nredis_version:7.4.1\r\nuptime_in_seconds:5\r\n\r\n# Clients\r\n"
                    + "connected_clients:10\r\nmaxclients:10000\r\n# Replication\r\nrole:slave\r\n"
                    + "slave0:ip=10.0.0.1,port=6379,state=online,offset=1,lag=0\r\n";

    @Test
    void anyClientListIsReadAsFarAsItGoes() {
        Fuzz.of(
                        List.of(CLIENTS),
                        "=",
                        " ",
                        "\n",
                        "id=",
                        "addr=",
                        "idle=",
                        "flags=",
                        "cmd=",
                        "[::1]:")
                .feedBytes(
                        bytes -> {
                            List<Client> clients =
                                    ClientList.read(
                                            new RedisInputStream(new ByteArrayInputStream(bytes)),
                                            bytes.length);
                            assertThat(clients).doesNotContainNull();
                        });
    }

    @Test
    void anyInfoIsReadAsFarAsItGoes() {
        Fuzz.of(List.of(INFO), ":", "\r\n", "# ", "maxclients:", "connected_clients:", ",", "=")
                .feed(
                        text -> {
                            InfoText info = InfoText.of(text);
                            assertThat(info.version()).isNotNull();
                            info.count("maxclients").ifPresent(n -> assertThat(n).isNotNegative());
                        });
    }
}

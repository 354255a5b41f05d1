package poolmon.source.redis;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The reply to `INFO`: lines of `name:value` between headings that begin with `#`.
record InfoText(Map<String, String> fields) {
    /// What stands in JSON beside the counts, in the servers' own words; each since some version.
    private static final List<String> SHOWN =
            List.of(
                    "redis_mode",
                    "role",
                    "uptime_in_seconds",
                    "loading",
                    "master_host",
                    "master_port",
                    "master_link_status",
                    "master_last_io_seconds_ago",
                    "master_link_down_since_seconds",
                    "master_sync_in_progress",
                    "connected_slaves",
                    "cluster_enabled",
                    "tracking_clients",
                    "pubsub_clients",
                    "watching_clients",
                    "clients_in_timeout_table",
                    "client_recent_max_input_buffer",
                    "client_recent_max_output_buffer",
                    "client_output_buffer_limit_disconnections",
                    "client_query_buffer_limit_disconnections",
                    "mem_clients_normal",
                    "mem_clients_slaves",
                    "used_memory",
                    "used_memory_peak",
                    "maxmemory",
                    "maxmemory_policy",
                    "mem_fragmentation_ratio",
                    "evicted_keys",
                    "evicted_clients",
                    "instantaneous_ops_per_sec",
                    "total_commands_processed",
                    "acl_access_denied_auth",
                    "acl_access_denied_cmd");

    static InfoText of(String text) {
        Map<String, String> fields = HashMap.newHashMap(256);
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end;
            int colon = text.indexOf(':', start);
            if (colon > start && colon < next && text.charAt(start) != '#') {
                fields.put(text.substring(start, colon), text.substring(colon + 1, next).strip());
            }
            start = next + 1;
        }
        return new InfoText(fields);
    }

    /// The version as the server writes it; empty where it tells none.
    String version() {
        String valkey = fields.getOrDefault("valkey_version", "");
        return valkey.isEmpty() ? fields.getOrDefault("redis_version", "") : valkey;
    }

    /// A count, 0 or more; absent where there is none that makes sense.
    OptionalLong count(String name) {
        try {
            long count = Long.parseLong(fields.getOrDefault(name, ""));
            return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    /// The fields that are passed on, by their own names.
    Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String name : SHOWN) {
            String value = fields.get(name);
            if (value != null && !value.isEmpty()) {
                shown.put(name, value);
            }
        }
        return shown;
    }
}

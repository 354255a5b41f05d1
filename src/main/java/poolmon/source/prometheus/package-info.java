/// Asks a Prometheus-compatible server about the pools of all services that it scrapes, with a few
/// queries for the whole fleet. It judges nothing.
@NullMarked
package poolmon.source.prometheus;

import org.jspecify.annotations.NullMarked;

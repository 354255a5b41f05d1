package poolmon.source.payload;

import poolmon.model.Pool;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.ServerText;
import poolmon.source.exposition.Exposition;
import poolmon.source.exposition.ExpositionText;
import poolmon.source.metrics.Instances;
import poolmon.source.metrics.Origins;
import poolmon.source.metrics.Samples;
import poolmon.source.payload.PayloadReaders.NotUnderstood;
import poolmon.source.payload.PayloadReaders.Outcome;
import poolmon.source.payload.PayloadReaders.Understood;

import java.util.List;
import java.util.Optional;

/// Metrics in the text format of Prometheus or OpenMetrics, with the pools of every origin that
/// [Origins] knows.
final class PrometheusText implements PayloadReader {

    @Override
    public String format() {
        return "prometheus";
    }

    @Override
    public Optional<Outcome> read(Payload payload) {
        return payload.json().isPresent()
                ? Optional.empty()
                : ExpositionText.read(payload.text(), Origins.metrics()).map(this::outcome);
    }

    private Outcome outcome(Exposition exposition) {
        List<Pool> pools = Instances.toldApart(Origins.pools(new Samples(exposition.samples())));
        if (pools.isEmpty() && exposition.troubles().isEmpty()) {
            return new NotUnderstood(
                    "metrics ("
                            + exposition.series()
                            + " series), none of them of a connection pool");
        }
        return new Understood(
                new ServiceReading(
                        format(),
                        Optional.empty(),
                        Optional.empty(),
                        pools,
                        List.of(),
                        exposition.troubles().stream().map(ServerText::new).toList()));
    }
}

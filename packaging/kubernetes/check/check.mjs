// Validates manifests by the schemas of Kubernetes and of the Prometheus operator.
import { readFileSync } from 'node:fs';
import yaml from 'js-yaml';

for (const file of process.argv.slice(2)) {
  for (const manifest of yaml.loadAll(readFileSync(file, 'utf8'))) {
    const group = manifest.apiVersion.includes('monitoring.coreos.com')
      ? '@kubernetes-models/prometheus-operator'
      : 'kubernetes-models';
    const models = await import(`${group}/${manifest.apiVersion}`);
    new models[manifest.kind](manifest).validate();
    console.log(`valid: ${manifest.kind} ${manifest.metadata.name}`);
  }
}

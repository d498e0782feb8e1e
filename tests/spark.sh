#!/usr/bin/env bash
# What `pir export` writes, read by Spark in local mode. Run by hand: it needs Java (apt-get install
# default-jre-headless) and installs pyspark below target/.
set -euo pipefail
cd "$(dirname "$0")/.."
packages="${PIR_TEST_SPARK:-$PWD/target/spark}"
[ -d "$packages/pyspark" ] || python3 -m pip install --quiet --target "$packages" pyspark
cargo build --quiet
folder="$(mktemp -d)"
trap 'rm -r "$folder"' EXIT
for table in incidents events factors latent-failures degraded-conditions follow-ups; do
  for form in ndjson csv; do
    target/debug/pir -C demo export --table "$table" --format "$form" -o "$folder/$table.$form"
  done
done
PYTHONPATH="$packages" python3 tests/export/spark.py "$folder"

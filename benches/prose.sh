#!/usr/bin/env bash
# `pir check` beside what people use for prose, and beside `grep -E` with the same cue words, on the
# same bytes, each a cold process. Installs the others below target/prose; one that cannot be
# installed is passed over aloud. Usage: benches/prose.sh, after `cargo build --release`.
set -uo pipefail
cd "$(dirname "$0")/.."
pir=$PWD/target/release/pir
[ -x "$pir" ] || { echo "no $pir: run cargo build --release first" >&2; exit 2; }
tools=$PWD/target/prose
mkdir -p "$tools"

# 1.5 MB of reviews and docs as they are rendered here, and 10 kB of the same.
corpus=$tools/corpus.md
if [ ! -s "$corpus" ]; then
  while [ "$(cat "$corpus" 2> /dev/null | wc -c)" -lt 1500000 ]; do
    cat examples/*/review.md docs/*.md >> "$corpus"
  done
fi
head -c 10000 "$corpus" > "$tools/short.md"
cues=$(cat src/check/language/*.rs | tr '\n' ' ' | grep -o 'cues: &\[[^]]*\]' | grep -o '"[^"]*"' \
  | tr -d '"' | sort -u | paste -sd '|')

# The median of so many runs, in seconds.
median() {
  local runs=$1; shift
  python3 - "$runs" "$@" << 'PY'
import statistics, subprocess, sys, time
runs, command = int(sys.argv[1]), sys.argv[2:]
times = []
for _ in range(runs):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    times.append(time.perf_counter() - start)
print(f"{statistics.median(times):.4f}")
PY
}
row() { printf '%-26s %10s s\n' "$1" "$2"; }

echo "on $(wc -c < "$corpus") bytes:"
own=$(median 11 "$pir" check "$corpus"); row 'pir check' "$own"
row 'grep -cE, the same cues' "$(median 11 grep -cE "$cues" "$corpus")"
row 'grep -ciE, the same cues' "$(median 11 grep -ciE "$cues" "$corpus")"
beside() {
  local name=$1; shift
  local took; took=$(median 1 "$@")
  row "$name" "$took"
  python3 -c "print(f'    {$took / $own:.0f} times as long as pir')"
}
npm install --silent --no-save --no-package-lock --prefix "$tools" alex write-good > /dev/null 2>&1 \
  || echo 'alex and write-good cannot be installed here; passed over'
for name in alex write-good; do
  [ -x "$tools/node_modules/.bin/$name" ] && beside "$name" "$tools/node_modules/.bin/$name" "$corpus"
done
python3 -m venv "$tools/venv" > /dev/null 2>&1 && "$tools/venv/bin/pip" install -q proselint > /dev/null 2>&1 \
  || echo 'proselint cannot be installed here; passed over'
[ -x "$tools/venv/bin/proselint" ] && beside proselint "$tools/venv/bin/proselint" check "$corpus"
# Harper's own command is in no registry; its library is, and this is the smallest command on it.
harper=$tools/harper
mkdir -p "$harper/src"
cat > "$harper/Cargo.toml" << 'TOML'
[package]
name = "harper"
version = "0.0.0"
edition = "2024"
[dependencies]
harper-core = "3"
[workspace]
TOML
cat > "$harper/src/main.rs" << 'RUST'
use harper_core::linting::{LintGroup, Linter};
use harper_core::spell::FstDictionary;
use harper_core::{Dialect, Document};

fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let words = FstDictionary::curated();
    let document = Document::new_markdown_default(&text, &words);
    let found = LintGroup::new_curated(words, Dialect::American).lint(&document);
    println!("{}", found.len());
}
RUST
if cargo build --quiet --release --manifest-path "$harper/Cargo.toml" 2> "$tools/harper.log"; then
  beside harper "$harper/target/release/harper" "$corpus"
else
  echo "harper cannot be built here (see $tools/harper.log); passed over"
fi

echo "on $(wc -c < "$tools/short.md") bytes:"
row 'pir check' "$(median 21 "$pir" check "$tools/short.md")"

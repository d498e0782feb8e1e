"""Loads every table from ndjson and CSV and prints rows and types; then runs a query."""

import sys

import duckdb

folder, query = sys.argv[1:]
duckdb.execute("set timezone = 'UTC'")
duckdb.execute(f"set file_search_path = '{folder}'")
for table in "incidents events factors latent-failures degraded-conditions follow-ups".split():
    for form, read in ("ndjson", "read_json_auto"), ("csv", "read_csv_auto"):
        source = f"{read}('{folder}/{table}.{form}')"
        count = duckdb.sql(f"select count(*) from {source}").fetchall()[0][0]
        print(f"# {table} {form} {count}")
        for name, kind, *_ in duckdb.sql(f"describe select * from {source}").fetchall():
            print(f"{name} {kind}")
print("# query")
print(duckdb.sql(open(query).read()))

"""Loads every table from ndjson and CSV with Spark and prints rows; then runs a query."""

import sys

from pyspark.sql import SparkSession

folder = sys.argv[1]
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
spark.conf.set("spark.sql.session.timeZone", "UTC")
for table in "incidents events factors latent-failures degraded-conditions follow-ups".split():
    json = spark.read.json(f"{folder}/{table}.ndjson")
    csv = spark.read.csv(
        f"{folder}/{table}.csv", header=True, multiLine=True, escape='"', inferSchema=True
    )
    alike = sorted(json.columns) == sorted(csv.columns)
    print(table, json.count(), csv.count(), "columns alike" if alike else "columns differ")
    if json.count() != csv.count() or not alike:
        sys.exit(1)
    json.createOrReplaceTempView(table.replace("-", "_"))
spark.sql(
    """
    select noticed_by, count(*) as incidents, count(hid) as where_a_factor_hid_it
    from incidents
    left join (select distinct incident, influence as hid from factors where influence = 'hid')
    using (incident)
    group by noticed_by order by noticed_by
    """
).show()

"""Puts the cars of an export (CSV) into a SQLite file and a DuckDB file for the peers.

usage: prepare.py CSV SQLITE DUCKDB
"""
import os
import sqlite3
import sys

import duckdb
import pandas

source, sqlite_path, duckdb_path = sys.argv[1:]
# Older exports begin with lines of comment.
with open(source, encoding="utf-8") as lines:
    skipped = 0
    while lines.readline().startswith("#"):
        skipped += 1

cars = pandas.read_csv(source, skiprows=skipped, low_memory=False)
for path in (sqlite_path, duckdb_path):
    if os.path.exists(path):
        os.remove(path)

with sqlite3.connect(sqlite_path) as db:
    cars.to_sql("cars", db, index=False, chunksize=10_000)
    for name, columns in {
        "id": "id",
        "price": "price, id",
        "year": "year, id",
        "km": "km, id",
        "emi": "emi, id",
        "brand": "brand, price, id",
        "base_model": "base_model, price, id",
    }.items():
        db.execute(f"CREATE INDEX cars_{name} ON cars ({columns})")
    db.execute("ANALYZE")
db.close()

db = duckdb.connect(duckdb_path)
db.execute("CREATE TABLE cars AS SELECT * FROM cars")
db.close()

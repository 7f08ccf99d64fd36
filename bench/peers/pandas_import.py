"""usage: pandas_import.py CSV SQLITE: read, part of the cleaning, to_sql, nine indexes."""
import sqlite3
import sys

from pandas_read import read

rows = read(sys.argv[1])
db = sqlite3.connect(sys.argv[2])
rows.to_sql("cars", db, index=False, if_exists="replace", chunksize=10_000)
for number, columns in enumerate(
    ["id", "price, id", "make_year, id", "km_driven, id", "overall_cost, id"]
    + ["brand, price, id", "base_model, price, id", "state, price, id", "fuel, price, id"]
):
    db.execute(f"CREATE INDEX cars_{number} ON cars ({columns})")
db.commit()
print(len(rows))

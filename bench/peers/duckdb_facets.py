"""The facets of /api/facets over DuckDB with one thread: a filter (JSON) a line in, a total a line out.

usage: duckdb_facets.py DUCKDB
Each facet respects the filters of the others, not its own. Price, year, km and emi have a least, a most and bins.
"""
import json
import sys

import duckdb

VALUES = ["brand", "base_model", "trim", "fuel", "transmission", "owners", "state", "city", "deal"]
RANGES = ["price", "year", "km", "emi"]
BINS = 20

db = duckdb.connect(sys.argv[1], read_only=True, config={"threads": 1})


def where(asked, without=None):
    parts, given = ["true"], []
    if "brand" in asked and without != "brand":
        parts.append("brand = ?")
        given.append(asked["brand"])
    if without != "price":
        for key, operator in (("price_min", ">="), ("price_max", "<=")):
            if key in asked:
                parts.append(f"price {operator} ?")
                given.append(asked[key])
    return " AND ".join(parts), given


def facets(asked):
    answer = {}
    for field in VALUES:
        condition, given = where(asked, field)
        answer[field] = db.execute(
            f"SELECT {field}, count(*) AS n FROM cars WHERE {condition} AND {field} IS NOT NULL "
            "GROUP BY 1 ORDER BY n DESC, 1",
            given,
        ).fetchall()
    for field in RANGES:
        condition, given = where(asked, field)
        least, most = db.execute(
            f"SELECT min({field}), max({field}) FROM cars WHERE {condition}", given
        ).fetchone()
        width = max(1, (most - least) / BINS) if least is not None else 1
        answer[field] = db.execute(
            f"SELECT floor(({field} - ?) / ?) AS bin, count(*) FROM cars WHERE {condition} "
            f"AND {field} IS NOT NULL GROUP BY 1 ORDER BY 1",
            [least, width, *given],
        ).fetchall()
    condition, given = where(asked)
    answer["total"] = db.execute(f"SELECT count(*) FROM cars WHERE {condition}", given).fetchone()[0]
    return answer


for line in sys.stdin:
    answer = facets(json.loads(line))
    json.dumps(answer)
    print(answer["total"], flush=True)

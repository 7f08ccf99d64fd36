"""usage: fastapi_app.py SQLITE PORT: a page of 24 cars as JSON, on uvicorn with one worker."""
import sqlite3
import sys

import uvicorn
from fastapi import FastAPI

file, port = sys.argv[1], int(sys.argv[2])
db = sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)
db.row_factory = sqlite3.Row
app = FastAPI()


@app.get("/api/cars")
async def cars(brand: str | None = None, price_min: int | None = None, price_max: int | None = None):
    parts, given = ["1"], []
    for condition, value in (
        ("brand = ?", brand),
        ("price >= ?", price_min),
        ("price <= ?", price_max),
    ):
        if value is not None:
            parts.append(condition)
            given.append(value)
    where = " AND ".join(parts)
    rows = db.execute(f"SELECT * FROM cars WHERE {where} ORDER BY price, id LIMIT 24", given)
    items = [dict(row) for row in rows]
    total = db.execute(f"SELECT count(*) FROM cars WHERE {where}", given).fetchone()[0]
    return {"items": items, "total": total}


uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)

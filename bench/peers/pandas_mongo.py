"""usage: pandas_mongo.py CSV URL: read, part of the cleaning, insert_many, nine indexes."""
import sys

from pandas_read import read
from pymongo import MongoClient

rows = read(sys.argv[1])
client = MongoClient(sys.argv[2])
cars = client.get_default_database()["cars"]
documents = rows.astype(object).where(rows.notna(), None).to_dict("records")
for at in range(0, len(documents), 1000):
    cars.insert_many(documents[at : at + 1000], ordered=False)
for first in ["id", "price", "make_year", "km_driven", "overall_cost"]:
    cars.create_index([(first, 1), ("_id", 1)])
for first in ["brand", "base_model", "state", "fuel"]:
    cars.create_index([(first, 1), ("price", 1), ("_id", 1)])
print(len(documents))

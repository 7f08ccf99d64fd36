"""What a careful script does to the file before it is stored: part of what Forecourt's import does."""
import pandas


def read(path):
    rows = pandas.read_csv(path, dtype=str, keep_default_na=False, on_bad_lines="skip")
    rows = rows.apply(lambda column: column.str.strip())
    rows = rows[(rows["brand"] != "") & (rows["model"] != "")].drop_duplicates()
    for name in ("make_year", "engine_capacity(CC)", "km_driven", "price", "overall_cost"):
        digits = rows[name].str.replace(r"[^\d.]", "", regex=True)
        rows[name] = pandas.to_numeric(digits, errors="coerce")
    rows["owners"] = pandas.to_numeric(rows["ownership"].str.extract(r"(\d+)")[0], errors="coerce")
    rows["registered_on"] = pandas.to_datetime(
        rows["reg_year"], format="%d-%m-%Y", errors="coerce"
    ).dt.strftime("%Y-%m-%d")
    rows["fuel"] = rows["fuel_type"].str.lower()
    rows["transmission"] = rows["transmission"].str.lower()
    rows["state"] = rows["reg_number"].str.extract(r"^([A-Za-z]{2})")[0].str.upper()
    rows["base_model"] = rows["model"].str.split().str[0]
    rows = rows[rows["price"].between(1, 1e9) & rows["make_year"].between(1950, 2100)]
    rows["age_years"] = rows["make_year"].max() - rows["make_year"]
    rows["km_per_year"] = rows["km_driven"] / rows["age_years"].clip(lower=1)
    rows["id"] = range(len(rows))
    return rows

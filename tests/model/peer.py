"""Prices that LightGBM gives cars that it has not seen, in the folds that it is given.

Reads the file that it is given, a line a car: {fold, price, words: [...], numbers: [...]}; writes a price a line to standard output.
"""

import json
import sys

import lightgbm
import numpy

PARAMETERS = {
    "objective": "regression",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "min_data_in_leaf": 10,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "cat_smooth": 10,
    "seed": 1,
    "num_threads": 1,
    "verbose": -1,
}

with open(sys.argv[1]) as lines:
    cars = [json.loads(line) for line in lines]


def codes(values):
    """Words as numbers in the order of their first car; -1 where there is none."""
    seen = {}
    return [-1 if value is None else seen.setdefault(value.lower(), len(seen)) for value in values]


words = [codes(column) for column in zip(*(car["words"] for car in cars))]
numbers = [[numpy.nan if value is None else value for value in column] for column in zip(*(car["numbers"] for car in cars))]
table = numpy.array(words + numbers, dtype=float).T
categories = list(range(len(words)))
logs = numpy.log([car["price"] for car in cars])
folds = numpy.array([car["fold"] for car in cars])
estimates = numpy.zeros(len(cars))
chance = numpy.random.default_rng(1)


def data(rows):
    return lightgbm.Dataset(table[rows], logs[rows], categorical_feature=categories, free_raw_data=False)


for fold in numpy.unique(folds):
    inside = numpy.where(folds == fold)[0]
    outside = numpy.where(folds != fold)[0]
    # How many trees: by a tenth of the cars that it may see.
    left_out = chance.random(len(outside)) < 0.1
    trial = lightgbm.train(
        PARAMETERS,
        data(outside[~left_out]),
        2000,
        valid_sets=[data(outside[left_out])],
        callbacks=[lightgbm.early_stopping(50, verbose=False)],
    )
    model = lightgbm.train(PARAMETERS, data(outside), trial.best_iteration)
    estimates[inside] = model.predict(table[inside])
print("\n".join(str(price) for price in numpy.exp(estimates)))

"""Units of health prose: spelling to dimension and size in the dimension's base unit."""

from __future__ import annotations

from typing import Final

__all__ = ["CASED_UNITS", "COUNTED", "NUMBER_WORDS", "UNITS"]

# dimension -> {spelling: size in the base unit named in the comment}. Counted things have size 1.
_BY_DIMENSION: Final[dict[str, dict[str, float]]] = {
    "mass": {  # milligrams
        "mg": 1.0, "mgs": 1.0, "milligram": 1.0, "milligrams": 1.0, "milligramme": 1.0,
        "g": 1e3, "gm": 1e3, "gms": 1e3, "gram": 1e3, "grams": 1e3, "gramme": 1e3, "grammes": 1e3,
        "kg": 1e6, "kgs": 1e6, "kilogram": 1e6, "kilograms": 1e6, "kilo": 1e6, "kilos": 1e6,
        "mcg": 1e-3, "\u03bcg": 1e-3, "ug": 1e-3, "microgram": 1e-3, "micrograms": 1e-3,
        "ng": 1e-6, "nanogram": 1e-6, "nanograms": 1e-6,
        "lb": 453592.37, "lbs": 453592.37, "pound": 453592.37, "pounds": 453592.37,
        "oz": 28349.5, "ounce": 28349.5, "ounces": 28349.5,
    },
    "iu": {"iu": 1.0, "ius": 1.0, "international unit": 1.0, "international units": 1.0},
    "volume": {  # millilitres
        "ml": 1.0, "millilitre": 1.0, "millilitres": 1.0, "milliliter": 1.0, "milliliters": 1.0,
        "cl": 10.0, "dl": 100.0, "l": 1e3, "litre": 1e3, "litres": 1e3, "liter": 1e3, "liters": 1e3,
        "cup": 240.0, "cups": 240.0, "tsp": 5.0, "teaspoon": 5.0, "teaspoons": 5.0,
        "tbsp": 15.0, "tablespoon": 15.0, "tablespoons": 15.0,
    },
    "time": {  # days
        "second": 1 / 86400, "seconds": 1 / 86400, "sec": 1 / 86400, "secs": 1 / 86400,
        "minute": 1 / 1440, "minutes": 1 / 1440, "min": 1 / 1440, "mins": 1 / 1440,
        "hour": 1 / 24, "hours": 1 / 24, "hr": 1 / 24, "hrs": 1 / 24, "h": 1 / 24,
        "day": 1.0, "days": 1.0, "night": 1.0, "nights": 1.0, "week": 7.0, "weeks": 7.0,
        "wk": 7.0, "wks": 7.0, "month": 30.44, "months": 30.44, "year": 365.25, "years": 365.25,
        "yr": 365.25, "yrs": 365.25, "decade": 3652.5, "decades": 3652.5,
    },
    "length": {  # centimetres
        "mm": 0.1, "cm": 1.0, "centimetre": 1.0, "centimetres": 1.0, "centimeter": 1.0,
        "centimeters": 1.0, "m": 100.0, "metre": 100.0, "metres": 100.0, "meter": 100.0,
        "meters": 100.0, "km": 1e5, "inch": 2.54, "inches": 2.54, "foot": 30.48, "feet": 30.48,
        "mile": 160934.4, "miles": 160934.4,
    },
    "energy": {  # kilocalories
        "kcal": 1.0, "kcals": 1.0, "calorie": 1.0, "calories": 1.0, "cal": 1.0,
        "kj": 0.239, "kilojoule": 0.239, "kilojoules": 0.239,
    },
    "percent": {
        "%": 1.0, "percent": 1.0, "per cent": 1.0, "percentage point": 1.0,
        "percentage points": 1.0,
    },
    "fold": {"-fold": 1.0, "fold": 1.0, "times": 1.0, "x": 1.0},
    "pressure": {"mmhg": 1.0, "mm hg": 1.0},
    "mg/dl": {"mg/dl": 1.0, "mg per dl": 1.0},
    "mmol/l": {"mmol/l": 1.0}, "nmol/l": {"nmol/l": 1.0}, "ng/ml": {"ng/ml": 1.0},
    "temperature": {
        "\u00b0c": 1.0, "\u00b0 c": 1.0, "degrees celsius": 1.0, "\u00b0f": 1.0,
        "degrees fahrenheit": 1.0,
    },
}  # fmt: skip

COUNTED: Final[tuple[str, ...]] = (
    "people", "persons", "patients", "participants", "adults", "children", "women", "men", "babies",
    "infants", "volunteers", "individuals", "subjects", "users", "deaths", "cases", "trials",
    "studies", "mice", "rats", "cups", "drinks", "servings", "portions", "tablets", "capsules",
    "pills", "drops", "sachets", "units", "doses", "meals", "sessions", "cigarettes", "steps",
)  # fmt: skip

UNITS: Final[dict[str, tuple[str, float]]] = {
    spelling: (dimension, size)
    for dimension, spellings in _BY_DIMENSION.items()
    for spelling, size in spellings.items()
} | {word: (f"count:{word}", 1.0) for word in COUNTED if word != "cups"}

# "5 M" is not five metres and "10 H" no hours: one letter counts only as written here.
CASED_UNITS: Final[dict[str, frozenset[str]]] = {
    "g": frozenset({"g"}),
    "l": frozenset({"l", "L"}),
    "m": frozenset({"m"}),
    "h": frozenset({"h"}),
    "x": frozenset({"x", "X"}),
}

NUMBER_WORDS: Final[dict[str, float]] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "single": 1,
}  # fmt: skip

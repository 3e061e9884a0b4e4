"""Figures in running text: what is found, as which value. Every sentence is invented."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.claim import Bound, Quantity
from claimcheck.values.quantity import find_quantities, parse_quantity

FEW = settings(max_examples=60, deadline=None)


def only(text: str) -> Quantity:
    """The one figure of ``text``."""
    found = find_quantities(text)
    assert len(found) == 1, [quantity.text for quantity in found]
    return found[0]


def written(quantity: Quantity) -> tuple[str, float, str]:
    return quantity.text, round(float(quantity.value), 4), quantity.currency or quantity.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Osk paid $14.3 billion for it.", [("$14.3 billion", 14.3e9, "USD")]),
        ("The mill cost €486m.", [("€486m", 486e6, "EUR")]),
        (
            "It was 1.2 billion euros ($1.3 billion).",
            [("1.2 billion euros", 1.2e9, "EUR"), ("$1.3 billion", 1.3e9, "USD")],
        ),
        ("They paid £3.2m and ₹500 crore.", [("£3.2m", 3.2e6, "GBP"), ("₹500 crore", 5e9, "INR")]),
        ("Rs 5 lakh crore was lent.", [("Rs 5 lakh crore", 5e12, "INR")]),
        ("A sum of US$ 3.4bn or A$5bn.", [("US$ 3.4bn", 3.4e9, "USD"), ("A$5bn", 5e9, "AUD")]),
        (
            "It fetched CHF 3.2 million and 20 million yen.",
            [("CHF 3.2 million", 3.2e6, "CHF"), ("20 million yen", 2e7, "JPY")],
        ),
        ("The state pays 85 cents a dose.", [("85 cents", 0.85, "XXX")]),
        ("A stamp is 30 pence, or 20p.", [("30 pence", 0.3, "GBP"), ("20p", 0.2, "GBP")]),
        ("They raised 5 million pounds.", [("5 million pounds", 5e6, "GBP")]),
        ("The fish weighs 50 pounds.", [("50 pounds", 50, "lb")]),
        ("He was fined 50 pounds.", [("50 pounds", 50, "GBP")]),
        ("The trail is 80 miles long.", [("80 miles", 80, "mi")]),
        (
            "It has 12 square kilometres of bog and 96,000 m³ of peat.",
            [("12 square kilometres", 12, "km²"), ("96,000 m³", 96000, "m³")],
        ),
        ("Store it at −70 °C.", [("−70 °C", -70, "°C")]),
        ("Minus 5 degrees Celsius is cold.", [("Minus 5 degrees Celsius", -5, "°C")]),
        ("A 3.5-litre engine at 60 mph.", [("3.5-litre", 3.5, "L"), ("60 mph", 60, "mph")]),
        ("The link does 100 Mbit/s over 5 km.", [("100 Mbit/s", 100, "Mbit/s"), ("5 km", 5, "km")]),
        ("Training took 1.5 × 10^25 FLOPs.", [("1.5 × 10^25 FLOPs", 1.5e25, "FLOP")]),
        ("Rates rose 50 basis points to 4.25 per cent.", [("50 basis points", 50, "bp"), ("4.25 per cent", 4.25, "%")]),
        ("Waste fell by 6.6 percentage points.", [("6.6 percentage points", 6.6, "pp")]),
        ("He is 5 ft 11 in tall.", [("5 ft 11 in", 5.9167, "ft")]),
        ("It took 2 hours and 30 minutes.", [("2 hours and 30 minutes", 2.5, "h")]),
        ("It lasted an hour and a half.", [("an hour and a half", 1.5, "h")]),
        ("We waited half an hour.", [("half an hour", 0.5, "h")]),
        ("It was a year-and-a-half ago.", [("a year-and-a-half", 1.5, "year")]),
        ("They had 18 wonderful years.", [("18 wonderful years", 18, "year")]),
        ("one point eight billion dollars", [("one point eight billion dollars", 1.8e9, "USD")]),
        ("It burned 2000 short tons.", [("2000 short tons", 2000, "short ton")]),
    ],
)  # fmt: skip
def test_measures_and_money(text: str, expected: list[tuple[str, float, str]]) -> None:
    """Sign, code and word of a currency, symbol and name of a unit are read alike; the scale is applied."""
    assert [written(quantity) for quantity in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thirty-three members agreed.", 33),
        ("one hundred and twenty thousand people", 120_000),
        ("ten thousand five hundred and twelve votes", 10_512),
        ("a hundred and twenty ships", 120),
        ("half a million homes", 500_000),
        ("a quarter of a billion crowns were lent", 250_000_000),
        ("two and a half million trees", 2_500_000),
        ("two dozen eggs", 24),
        ("a dozen eggs", 12),
        ("1,860 bolts", 1860),
        ("1 860 bolts", 1860),
        ("1 860 bolts", 1860),
        ("12,34,567 bolts", 1_234_567),
        ("1'234'567 bolts", 1_234_567),
        ("1.234.567 bolts", 1_234_567),
        ("600k chips", 600_000),
        ("70B parameters", 70_000_000_000),
        ("5m users", 5_000_000),
        ("3 crore voters", 30_000_000),
        ("a thousand users", 1000),
    ],
)
def test_counts_in_every_writing(text: str, value: int) -> None:
    """Digits, words, separators of every country and scales give the same number."""
    assert only(text).value == value


def test_a_point_is_a_thousands_separator_only_in_plainly_european_text() -> None:
    assert [quantity.value for quantity in find_quantities("1.860,50 € und 1.860 Schrauben")] == [
        Decimal("1860.50"),
        1860,
    ]
    assert only("It rose by 1.860 points.").value == Decimal("1.860")


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("two thirds of members", 66.6667),
        ("Air pollution fell by a fifth.", 20),
        ("half of them laughed", 50),
        ("three-quarters of the crop", 75),
        ("3/4 of voters", 75),
        ("⅔ of voters", 66.6667),
        ("nine children in ten", 90),
        ("one in five", 20),
        ("9 out of 10 patients", 90),
        ("one in every eight", 12.5),
        ("Deaths halved.", 50),
        ("Most voters agreed.", 50),
        ("a majority of voters", 50),
    ],
)
def test_parts_are_percentages(text: str, percent: float) -> None:
    """A fraction in words, a ratio to a round whole and a majority compare with percent."""
    assert written(only(text))[1:] == (percent, "%")


def test_a_second_part_of_the_same_whole_is_one_too() -> None:
    """'nine children in ten; here not even six' speaks of ten both times."""
    found = find_quantities("There nine children in ten were reached; here not even six.")
    assert [float(quantity.value) for quantity in found] == [90, 60]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("It is the second-longest bridge in the country.", 2),
        ("The port is the third largest.", 3),
        ("the 21st-largest town", 21),
        ("The span ranks third among them.", 3),
        ("She came first.", 1),
        ("It is No. 4 in Asia.", 4),
        ("the twenty-second most populous state", 22),
        ("He did not stand for a third term.", 3),
        ("the first female mayor", 1),
    ],
)
def test_ordinals_are_ranks(text: str, rank: int) -> None:
    found = only(text)
    assert (found.unit, found.value, found.low, found.high) == ("rank", rank, rank, rank)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Sales doubled.", 2),
        ("Output rose tenfold.", 10),
        ("It is three times larger.", 3),
        ("twice as many", 2),
        ("It grew by a factor of 3.", 3),
        ("a 3x speed-up", 3),
    ],
)
def test_multiples(text: str, times: int) -> None:
    found = only(text)
    assert (found.unit, found.value) == ("x", times)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("between 40,000 and 45,000 items", 40_000, 45_000, ""),
        ("kept at 2 to 8 °C", 2, 8, "°C"),
        ("2.8-3.1 percent", 2.8, 3.1, "%"),
        ("2%–3%", 2, 3, "%"),
        ("$2.8 to $3.1 billion", 2.8e9, 3.1e9, "USD"),
        ("$10-15 million", 10e6, 15e6, "USD"),
        ("2-3 million people", 2e6, 3e6, ""),
        ("three or four days", 3, 4, "day"),
        ("ages ranging from 5 to 12 years", 5, 12, "year"),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    """A range is one figure with its two ends; unit and scale of the second hold for the first."""
    found = only(text)
    assert found.bound is Bound.RANGE
    assert (float(found.low or 0), float(found.high or 0), found.currency or found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Coverage rose from 61 to 74 percent.", [(61, "%"), (74, "%")]),
        ("The council voted 33 to 14.", [(33, ""), (14, "")]),
        ("They won 3-1.", [(3, ""), (1, "")]),
        ("It had a 72–90 record.", [(72, ""), (90, "")]),
        ("It fell 4% to 1.2 billion euros.", [(4, "%"), (1.2e9, "EUR")]),
    ],
)
def test_a_change_or_a_score_is_two_figures(text: str, values: list[tuple[float, str]]) -> None:
    assert [written(quantity)[1:] for quantity in find_quantities(text)] == values


def test_two_to_one_is_a_ratio() -> None:
    assert written(only("They opposed it by two to one.")) == ("two to one", 2.0, "ratio")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("600,000 H100 equivalents of compute", "h100 equivalents"),
        ("350,000 H100s", "h100s"),
        ("2,600 small LED fittings, dimmed", "small led fittings"),
        ("1,150 people were employed", "people"),
        ("21,400 tonnes of steel hang here", "steel"),
        ("71 per cent of the 1,004 adults", "adults"),
        ("30 cold-chain technicians", "cold-chain technicians"),
        ("a 19-storey building", "storey"),
        ("nine children in ten have had one", "children"),
        ("She was right 9,600 times.", "times"),
        ("The plan had promised 17.", ""),
        ("46 of them", ""),
        ("46 staff", "staff"),
        ("compute equivalent to 600,000 H100s", "h100s equivalents"),
        ("50 million monthly users", "users"),
        ("six previous Moon Wars episode films", "previous moon wars episode films"),
        ("500 women's clinics", "women clinics"),
        ("71 percent of the firm's net profit", "firm net profit"),
        ("17 minutes shorter", ""),
    ],
)
def test_the_thing_counted(text: str, counted: str) -> None:
    """The noun phrase with its head last; nothing where no noun is to be seen."""
    assert find_quantities(text)[0].counted == counted


def test_a_vote_counts_the_same_thing_on_both_sides() -> None:
    assert [quantity.counted for quantity in find_quantities("It passed by 33 votes to 14.")] == [
        "votes",
        "votes",
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("34,000 vehicles a day", "day"),
        ("85 cents a dose", "dose"),
        ("€2.40 per trip", "trip"),
        ("$5 million annually", "year"),
        ("18,500 passengers on a working day", "day"),
        ("12 cases per 100,000 people", "100,000 people"),
        ("$300-a-night rooms", "night"),
        ("50 million monthly users", "month"),
        ("300 people had a chance", ""),
    ],
)
def test_what_a_rate_is_per(text: str, scope: str) -> None:
    assert only(text).scope == scope


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("a 24-year-old man", 24),
        ("She is 24 years old.", 24),
        ("a man aged 25", 25),
        ("Children under two were protected.", 2),
        ("people over 65", 65),
        ("Mat Devin, 24, left.", 24),
        ("at the age of 31", 31),
    ],
)
def test_ages(text: str, years: int) -> None:
    found = only(text)
    assert (found.value, found.unit, found.counted) == (years, "year", "age")


def test_a_dash_before_a_word_is_no_minus() -> None:
    assert [
        quantity.value for quantity in find_quantities("-dozens of cars; –half of them; minus five degrees")
    ] == [
        24,
        50,
        -5,
    ]


def test_spans_are_verbatim_and_never_overlap() -> None:
    text = "In its first year it carried more than 34,000 vehicles a day; $1.2–1.4bn was spent, half of it on 3 locks."
    found = find_quantities(text)
    assert all(quantity.span.of(text) == quantity.text for quantity in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


def test_one_figure_parses_and_several_do_not() -> None:
    assert parse_quantity("about 40 km") is not None
    assert parse_quantity("40 km and 3 ships") is None
    assert parse_quantity("no figure") is None


# -- formatting a value reads back the same value --------------------------------------------------------------------

_SCALES = {
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "bn": 10**9,
    "thousand": 10**3,
    "crore": 10**7,
}
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "CHF ": "CHF", "US$": "USD", "₹": "INR"}
_UNITS = {
    "km": "km",
    "tonnes": "t",
    "hectares": "ha",
    "°C": "°C",
    "percent": "%",
    "MW": "MW",
    "litres": "L",
    "days": "day",
}
_SEPARATORS = [",", "\u202f", "\u00a0", "'", ""]


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@FEW
@given(st.integers(0, 1899) | st.integers(2101, 10**12), st.sampled_from(_SEPARATORS))
def test_any_separator_reads_back(number: int, separator: str) -> None:
    assert only(f"The count was {grouped(number, separator)} exactly, it said.").value == number


@FEW
@given(
    st.decimals("0.01", "999", places=2), st.sampled_from(sorted(_SCALES)), st.sampled_from(sorted(_SIGNS))
)
def test_money_with_a_scale_reads_back(number: Decimal, scale: str, sign: str) -> None:
    found = only(f"They paid {sign}{number} {scale} for it.")
    assert (found.value, found.currency) == (number * _SCALES[scale], _SIGNS[sign])
    assert found.low == found.value - Decimal("0.005") * _SCALES[scale]


@FEW
@given(st.decimals("-500", "5000", places=1), st.sampled_from(sorted(_UNITS)), st.sampled_from(["-", "−"]))
def test_measures_read_back(number: Decimal, unit: str, minus: str) -> None:
    found = only(f"It was {str(number).replace('-', minus)} {unit} then.")
    assert (found.value, found.unit) == (number, _UNITS[unit])


_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """A plain speller, so that the reader is not tested against itself."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            head, rest = divmod(number, scale)
            tail = "" if not rest else (" and " if rest < 100 else " ") + in_words(rest)
            return f"{in_words(head)} {name}{tail}"
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")


@FEW
@given(st.one_of(st.integers(2, 1000), st.integers(2, 10**12 - 1)))
def test_words_read_back(number: int) -> None:
    assert only(f"They counted {in_words(number)} stones.").value == number


_PIECES = [
    "5", "1,000", "2.5", " ", " ", "-", "–", " to ", " and ", "half", " a ", "million", "$", "%", " of ", "more than ",
    "two", "third", "-", "days", " per ", "x", "in ", "ft", "10", "'", "²", "/", ".", "between ", "from ", "dozens",
    "No. ", "(", "K",
]  # fmt: skip


@FEW
@given(st.text(max_size=120) | st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_any_text_is_read_without_trouble(text: str) -> None:
    """Whatever comes in, spans lie in the text and apart, and low <= value <= high."""
    found = find_quantities(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    for quantity in found:
        assert quantity.span.of(text) == quantity.text
        assert quantity.low is None or quantity.low <= quantity.value
        assert quantity.high is None or quantity.value <= quantity.high


def test_a_sentence_is_read_in_no_time() -> None:
    """Well under a millisecond on an idle laptop; ten times that passes here, on a busy one."""
    text = (
        "In March 2019 the council approved it by 33 votes to 14, and in its first year it carried an average of "
        "34,000 vehicles a day over a total length of 1,860 metres, the city said on Monday."
    )
    find_quantities(text)
    began = time.process_time()
    for _ in range(20):
        find_quantities(text)
    assert time.process_time() - began < 20 * 0.01


@pytest.mark.parametrize(
    "piece",
    [
        "In 2024 they sold 1,860 of 2 to 3 million GPUs (about €5bn) to two thirds of 40 firms a day. ",
        "1-2-3-4-5-6-7 ",
        "1 000 000 ",
        "twenty thirty hundred ",
        "to 5 to 6 to 7 ",
        "1.1.1.1,1,1 ",
        "((((1 ",
        "$ $ $ US $ ",
        "half a half a quarter of a ",
    ],
)
def test_time_grows_with_the_length(piece: str) -> None:
    """Eight times the text takes less than forty times as long: no step looks at everything for each word."""
    short, long = piece * (1500 // len(piece)), piece * (12_000 // len(piece))

    def seconds(text: str) -> float:
        began = time.process_time()
        find_quantities(text)
        return time.process_time() - began

    find_quantities(short)
    assert min(seconds(long) for _ in range(2)) < 40 * max(min(seconds(short) for _ in range(3)), 0.001)


def test_millions_of_a_currency_in_words_are_no_metres() -> None:
    """'210m kronor' is money, and so is the 'm' after it; a road of 210m is a length."""
    one, other = find_quantities("Cash flow was 210m kronor, against 334m a year ago.")
    assert (one.value, one.currency, other.value, other.currency, other.scope) == (
        210000000,
        "SEK",
        334000000,
        "SEK",
        "",
    )
    assert find_quantities("The road is 210m long.")[0].unit == "m"


def test_a_year_earlier_is_no_rate() -> None:
    """'up from 4.40 a year earlier' counts what the figure before counts; 'per kilowatt-hour' is a whole word."""
    found = find_quantities("It hit 6.12 crowns in February, up from 4.40 a year earlier.")
    assert [(one.counted, one.scope) for one in found] == [("crowns", ""), ("crowns", "")]
    assert find_quantities("It paid 257 euros per kilowatt-hour.")[0].scope == "kilowatt-hour"
    assert find_quantities("up from 430 two years before")[0].unit == ""


@pytest.mark.parametrize(
    ("text", "value", "unit", "currency"),
    [
        ("Revenue was CHF1.2bn.", Decimal("1200000000"), "", "CHF"),
        ("sales of 12,5 Mio. Euro", Decimal("12500000"), "", "EUR"),
        ("a debt of SEK3.4bn", Decimal("3400000000"), "", "SEK"),
    ],
)
def test_codes_without_a_space_and_scales_with_a_stop(
    text: str, value: Decimal, unit: str, currency: str
) -> None:
    """'CHF1.2bn' is money, not a name; the stop of 'Mio.' ends no figure."""
    found = only(text)
    assert (found.value, found.unit, found.currency) == (value, unit, currency)


def test_fractions_make_ranges_and_feet_take_inches() -> None:
    """'Between a third and two fifths' is one range, '6ft 2in' one height."""
    share = only("Between a third and two fifths of branches depend on volunteers.")
    assert share.unit == "%" and share.bound is Bound.RANGE
    assert (round(share.low or 0), round(share.high or 0)) == (33, 40)
    height = only("At 6ft 2in she was hard to overlook.")
    assert height.unit == "ft" and round(height.value, 2) == Decimal("6.17")


@pytest.mark.parametrize(
    "text",
    [
        f"It has {'9' * 6000} steps.",
        f"It was the {'9' * 6000}th tower.",
        f"About 1/{'9' * 6000} of it is new.",
        f"It cost ${'9' * 6000}bn in all.",
        "It has 1 " + "million " * 2000 + "steps.",
    ],
    ids=lambda text: text[:16],
)
def test_a_number_without_end_is_no_figure(text: str) -> None:
    """Whatever Python makes of thousands of digits, what is found beside them can be written down."""
    found = find_quantities(text + " It is 41 metres tall.")
    assert found[-1].value == 41
    assert all(abs(one.value) < 10**30 for one in found)


def test_a_long_line_of_other_digits_takes_no_square_of_its_length() -> None:
    """Each digit of some scripts is a sign by itself; the search for an address must not go over the rest each time."""
    began = time.perf_counter()
    find_quantities("\u0663" * 60_000 + " million")
    assert time.perf_counter() - began < 10

"""Totals over several days are linked to what they sum and never merged with it."""

from merge_cases import days_from_monday, killed, told

from geo.merge import merge
from geo.model import DatePrecision


def total(dead, first=0, last=2, publisher="Weekly"):
    when = days_from_monday(first, last, DatePrecision.WEEK)
    return told("total", publisher, when=when, killed=killed(dead, dead, dead))


DAYS = [
    told(f"d{n}", f"Paper {n}", when=days_from_monday(n), killed=killed(dead, dead, dead))
    for n, dead in enumerate([3, 4, 5])
]


def test_twelve_in_three_days_is_linked_to_the_three_days():
    by_id = {i.id: i for i in merge([*DAYS, total(12)])}
    assert by_id["total"].sums == ("d0", "d1", "d2")
    assert all(not i.members for i in by_id.values())


def test_links_are_found_anew_and_name_what_came_of_the_parts():
    again = told("e", "Hill Radio", killed=killed(3, 3, 3))
    merged = merge([*merge([*DAYS, total(12)]), again])
    by_id = {i.id: i for i in merged}
    assert by_id["d0"].members == ("d0", "e")
    assert by_id["total"].sums == ("d0", "d1", "d2")


def test_a_number_that_the_days_do_not_add_up_to_is_no_total():
    assert not any(i.sums for i in merge([*DAYS, total(40)]))

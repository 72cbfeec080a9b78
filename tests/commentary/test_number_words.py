"""Figures that are said in words, and ordinary English, which is none."""

import pytest

from panelpack.commentary.markdown import FIGURE
from panelpack.commentary.number_words import figures_in_words
from panelpack.commentary.typed_numbers import typed_numbers

FIGURES = """
One in four children waited.
Nearly one out of every five plans ended.
A quarter of children were late.
Half of all plans ended in time.
Half the children had a dentist.
Nearly half were late.
More than half waited.
Two thirds of parents agreed.
Two-thirds came back.
Three quarters of pupils attend.
A third were late.
Referrals rose by a third.
Costs fell by a quarter in a year.
Referrals doubled.
The number has doubled since spring.
Twice as many children were missing.
The rate halved.
Plans tripled in two years.
It is double the national rate.
Three times as many calls came.
Only one child waited.
Just one family left.
Only one of the children had no plan.
None were late.
None of the children waited.
None of them were late.
No child waited.
No children were missing.
There were no complaints.
Not a single child was missed.
Not one child was late.
A dozen children left.
About a dozen were late.
Half a dozen were late.
A couple of families left.
There were IV children and xii plans.
Zero complaints came.
A threefold increase in calls.
Calls rose fivefold.
The number was cut in half.
All but one child returned.
half as many as before
Seven in ten parents agreed.
Fewer than half had a check.
By half
Half had a plan.
Exactly half of them left.
a tenth of the budget
one third of adopters
""".strip().splitlines()

ORDINARY = """
One of the reasons is cost.
On the one hand, on the other hand.
One child's story helps us learn.
One child at a time.
Children come back after half-term.
We met at half term and in half an hour.
In the first half of the year we hired staff.
In the second half of the year.
Half of the year was lost to the pandemic.
Half way through the year.
We asked for a second opinion.
The first visit comes within days.
No one was told.
No-one waits alone.
It took half a day, half an hour and half a year.
The reason is twofold.
Section IV and Part II of the plan.
Phase II children move in spring.
None of this is easy.
None of these ideas is new.
None was easy.
A third party wrote it.
A third sector partner helps.
A quarter later we looked again.
In the third quarter we hired staff.
Each quarter the panel meets, four quarters a year.
A quarter of an hour is enough.
The team doubled its efforts.
We doubled down on this.
Children who went missing twice are seen twice a year.
A child who came twice counts once.
No child should wait.
No child is left alone.
No family wants this.
Families with more than one child.
At least one parent must agree.
Every one of us.
It is one thing to plan and another to do.
Zero tolerance of abuse.
Net zero by then.
A fifth team starts in May.
Social workers work in twos.
A single point of contact.
A single assessment for each child.
half-siblings live together
Half brothers and half sisters stay together.
One in, one out.
phase one in two schools
One in five years is dry.
Last three quarters were calm.
We saw that for three quarters in a row.
A dozen years ago.
The double award in science.
Double-counting is avoided.
We mix children of all ages.
A CV is asked for.
Not only one team but all.
not just one child but all children
The one stop shop.
Two schools and three sections.
Other half-day sessions.
a new half-yearly report
By half past nine.
A half-hearted reply.
no more visits are needed
We have no plans to close it.
half the battle is trust
Once in a while.
Two or more placements.
three or more placements in the year
one or two of the reasons
In one or more of the schools
the lower third tier
One by one they came.
one-to-one support
The rest is on page one in the annex.
None so far.
second-hand
in the last third of the term
Each of the five themes
A third of a year.
There was no plan for the summer.
There were no plans to close it.
No plan was made in haste.
Not two teams but one.
""".strip().splitlines()


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_in_words_is_found_once(text):
    (found,) = figures_in_words(text) if " and xii" not in text else figures_in_words(text)[:1]
    assert text[found.start : found.end].strip() == text[found.start : found.end]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_english_is_no_figure(text):
    assert figures_in_words(text) == []


def test_a_phrase_of_the_list_may_stand_as_one_with_digits_may():
    text = "One in four adults in England once felt so, and one in five pupils here."
    assert [item.words for item in typed_numbers(text, ["one in four adults in England"])] == ["one in five"]


def test_a_figure_in_words_beside_one_by_name_is_told_once():
    (found,) = typed_numbers(f"About twelve {FIGURE} children.", [])
    assert (found.words, found.kind) == ("twelve", "")

from panelpack.project.errors import InputError, PanelpackError, Problem, suggest, unknown


def test_a_problem_says_where_what_and_what_to_do():
    assert str(Problem("no value", "a.csv, line 3", "give one")) == "a.csv, line 3: no value (give one)"


def test_a_problem_without_a_place_or_a_remedy_leaves_them_out():
    assert str(Problem("no value")) == "no value"


def test_all_problems_stand_in_one_message_a_line_each():
    error = InputError([Problem("one"), Problem("two")])
    assert str(error) == "one\ntwo"
    assert [problem.what for problem in error.problems] == ["one", "two"]


def test_a_long_list_of_problems_is_cut_and_says_how_many_are_left():
    error = InputError(Problem(f"fault {number}") for number in range(23))
    lines = str(error).splitlines()
    assert lines[19:] == ["fault 19", "... and 3 more"]
    assert len(error.problems) == 23


def test_exactly_as_many_problems_as_are_shown_are_not_cut():
    assert str(InputError(Problem(f"fault {number}") for number in range(20))).endswith("fault 19")


def test_an_input_error_is_an_error_that_the_reader_can_mend():
    assert issubclass(InputError, PanelpackError)


def test_a_near_name_is_suggested_and_no_other():
    assert suggest("referals", ["referrals", "contacts"]) == "did you mean referrals?"


def test_without_a_near_name_all_valid_ones_are_listed_in_order():
    assert suggest("zzz", ["referrals", "contacts"]) == "valid: contacts, referrals"


def test_an_unknown_name_is_refused_with_the_nearest_and_all_valid_ones():
    expected = "there is no year '2022-24' (did you mean 2022-23? valid: 2021-22, 2022-23)"
    assert str(unknown("year", "2022-24", ["2021-22", "2022-23"])) == expected


def test_an_unknown_name_where_nothing_is_valid_says_none():
    assert str(unknown("report", "send", [])) == "there is no report 'send' (valid: none)"

"""Which requests are read at all; tests/hostile sends them to a running assistant."""

import pytest
from sanic.exceptions import InvalidUsage

from assistant.strict_http import check_length


@pytest.mark.parametrize(
    ("lengths", "encodings"),
    [([], []), (["0"], []), (["5"], []), (["10000000 "], []), ([], ["chunked"])],
)
def test_a_body_with_a_plain_end(lengths, encodings):
    check_length(lengths, encodings)


@pytest.mark.parametrize(
    ("lengths", "encodings"),
    [
        ([""], []),
        (["many"], []),
        (["-1"], []),
        (["+5"], []),
        (["1_0"], []),
        (["5.0"], []),
        (["0x5"], []),
        (["٣"], []),
        (["5, 5"], []),
        (["9" * 400], []),
        (["5", "5"], []),
        (["5", "6"], []),
        (["5"], ["chunked"]),
        ([], ["gzip"]),
        ([], ["gzip, chunked"]),
        ([], ["chunked", "chunked"]),
        ([], [""]),
    ],
)
def test_a_body_whose_end_can_be_read_in_two_ways_is_refused(lengths, encodings):
    with pytest.raises(InvalidUsage):
        check_length(lengths, encodings)

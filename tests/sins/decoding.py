"""What can be wrong with how a result is decoded, and with results that look like none."""

from __future__ import annotations

from functools import wraps
from typing import Any

from qjobspec_reference.decoding import ResultDecoder
from qjobspec_reference.runtime import RuntimeJob, RuntimeJobV2
from qjobspec_reference.runtime.program import Program

from .sin import committed

_BOTH = (("runtime-job", RuntimeJob), ("runtime-job-v2", RuntimeJobV2))


for _profile, _kind in _BOTH:
    _name = _profile.replace("-", "_")

    @wraps(_kind.result)
    def _forgets(self: Any, *args: Any, _original: Any = _kind.result, decoder: Any = None, **named: Any) -> Any:
        return _original(self, *args, **named)

    committed(f"{_name}_forgets_the_decoder_of_a_call", "RESULT-22", _profile, (_kind, "result", _forgets))

    @wraps(_kind.result)
    def _once_only(self: Any, *args: Any, _original: Any = _kind.result, decoder: Any = None, **named: Any) -> Any:
        if not hasattr(self, "_used"):
            self._used = decoder
        return _original(self, *args, decoder=self._used and decoder, **named)

    committed(f"{_name}_heeds_a_decoder_in_the_first_call", "RESULT-22", _profile, (_kind, "result", _once_only))

    def _cut(self: Any, budget: Any, _original: Any = Program._text) -> Any:
        return _original(self, budget)[:-1]

    committed(
        f"{_name}_hands_the_decoder_a_part",
        "RESULT-22",
        _profile,
        (_kind, "_text", _cut),
        also={"RESULT-25": "a text without its end", "RESULT-26": "a text without its end"},
    )

    def _plain(self: Any, *args: Any, _original: Any = _kind.__init__, **named: Any) -> None:
        _original(self, *args, **named)
        self._decoder = ResultDecoder

    committed(f"{_name}_forgets_the_decoder_of_the_constructor", "RESULT-23", _profile, (_kind, "__init__", _plain))

    @wraps(_kind.result)
    def _keeps(self: Any, *args: Any, _original: Any = _kind.result, decoder: Any = None, **named: Any) -> Any:
        self._decoder = decoder or self._decoder
        return _original(self, *args, decoder=decoder, **named)

    _change = (_kind, "result", _keeps)
    _differs = {"RESULT-4": "the later result is decoded otherwise"}
    committed(f"{_name}_keeps_the_decoder_of_a_call", "RESULT-24", _profile, _change, also=_differs)

    @wraps(_kind.result)
    def _lends(self: Any, *args: Any, _original: Any = _kind.result, decoder: Any = None, **named: Any) -> Any:
        before, self._decoder = self._decoder, decoder or self._decoder
        try:
            return _original(self, *args, **named)
        finally:
            self._decoder = before

    committed(
        f"{_name}_lends_its_decoder_to_who_asks_meanwhile",
        "RESULT-24",
        _profile,
        (_kind, "result", _lends),
        also={
            "CONCURRENCY-1": "two threads",
            "RESULT-4": "the two answers differ",
            "RESULT-22": "the decoder is taken away",
        },
    )

    @wraps(_kind.result)
    def _anew(self: Any, *args: Any, _original: Any = _kind.result, **named: Any) -> Any:
        found = _original(self, *args, **named)
        if not found:
            self._service._text = None
            found = _original(self, *args, **named)
        return found

    committed(f"{_name}_asks_again_for_nothing", "RESULT-25", _profile, (_kind, "result", _anew))

    @wraps(_kind.result)
    def _forgetful(self: Any, *args: Any, _original: Any = _kind.result, **named: Any) -> Any:
        found = _original(self, *args, **named)
        if not found:
            self._service._text = None
        return found

    _differs = {"RESULT-4": "the later result is another"}
    committed(f"{_name}_does_not_keep_nothing", "RESULT-25", _profile, (_kind, "result", _forgetful), also=_differs)

    @wraps(_kind.result)
    def _wants(self: Any, *args: Any, _original: Any = _kind.result, _api: Any = _kind._api, **named: Any) -> Any:
        if (found := _original(self, *args, **named)) is None:
            raise _api("there is no result")
        return found

    committed(f"{_name}_takes_null_for_no_result", "RESULT-25", _profile, (_kind, "result", _wants))

    @wraps(_kind.result)
    def _suspects(self: Any, *args: Any, _original: Any = _kind.result, _api: Any = _kind._api, **named: Any) -> Any:
        found = _original(self, *args, **named)
        if isinstance(found, dict) and "error" in found:
            raise _api(str(found["error"]))
        return found

    committed(f"{_name}_takes_a_result_for_an_error", "RESULT-26", _profile, (_kind, "result", _suspects))

    @wraps(_kind.result)
    def _unpacks(self: Any, *args: Any, _original: Any = _kind.result, **named: Any) -> Any:
        found = _original(self, *args, **named)
        return found["url"] if isinstance(found, dict) and "url" in found else found

    committed(f"{_name}_takes_a_result_for_an_address", "RESULT-26", _profile, (_kind, "result", _unpacks))

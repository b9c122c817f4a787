"""A hermetic environment: proxies, `~/.netrc` and certificate stores of the user are not seen.

requests asks for the first two on every request, which is half of what a request costs. This file does not know that
there is a wire.
"""

from __future__ import annotations

import os
import ssl
import urllib.request
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary, ref

from ..virtual import BoundNames, Swap, afterwards

_PROXIES: Final = ("http_proxy", "https_proxy", "ws_proxy", "wss_proxy", "socks_proxy", "all_proxy", "no_proxy")
_STORES: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
#: Bytes of a file of certificates that takes its time; a user's own one is much smaller, and read at once.
_LARGE: Final = 1 << 16
#: Every variable that is hidden.
_HIDDEN: Final = (*_PROXIES, *(name.upper() for name in _PROXIES), *_STORES)


def _no_proxies() -> dict[str, str]:
    return {}


def _no_variables() -> dict[str, str]:
    return {}


def _no_bypass(host: str, proxies: object = None) -> bool:
    del host, proxies
    return False


def _no_exception(host: str, proxies: object = None) -> bool:
    del host, proxies
    return False


# Many clients bind these to names of their own. Two that are the same function on this system need one row only.
_SWAPS: Final = (
    Swap(urllib.request, "getproxies", _no_proxies),
    Swap(urllib.request, "getproxies_environment", _no_variables),
    Swap(urllib.request, "proxy_bypass", _no_bypass),
    Swap(urllib.request, "proxy_bypass_environment", _no_exception),
)
_NAMES: Final = BoundNames(_SWAPS)


@contextmanager
def hermetic() -> Generator[None]:
    """Hide the user's environment, and put it back."""
    with ExitStack() as stack:
        # A client lives until somebody sweeps, and its certificates cost more than a run: the debt waits for the last one.
        stack.callback(afterwards, _STORES_OF_CERTIFICATES.pay)
        _NAMES.bind()
        stack.callback(_NAMES.release)
        for swap in (*_SWAPS, *_STORES_OF_CERTIFICATES.swaps()):
            stack.callback(swap.make())
        stack.enter_context(_without_variables())
        yield


@contextmanager
def _without_variables() -> Generator[None]:
    kept = {name: os.environ.pop(name) for name in _HIDDEN if name in os.environ}
    netrc = os.environ.get("NETRC")
    os.environ["NETRC"] = ""
    try:
        yield
    finally:
        del os.environ["NETRC"]
        os.environ.update(kept if netrc is None else {**kept, "NETRC": netrc})


class _CertificateStores:
    """Lets contexts of TLS go without the certificates of the world; those that outlive us get them after all.

    To read them costs 70 ms and more, and every `httpx.Client` does so.
    """

    def __init__(self) -> None:
        self._owed: WeakKeyDictionary[ssl.SSLContext, list[Callable[[], Any]]] = WeakKeyDictionary()

    def swaps(self) -> tuple[Swap, ...]:
        """Return the methods that load certificates, and what they do instead."""
        return (
            Swap(ssl.SSLContext, "load_verify_locations", self._put_off(ssl.SSLContext.load_verify_locations)),
            Swap(ssl.SSLContext, "load_default_certs", self._put_off(ssl.SSLContext.load_default_certs)),
            Swap(ssl.SSLContext, "set_default_verify_paths", self._put_off(ssl.SSLContext.set_default_verify_paths)),
        )

    def pay(self) -> None:
        """Load what was put off, into the contexts that are still there; call it when the methods are real again."""
        owed, self._owed = self._owed, WeakKeyDictionary()
        for loads in list(owed.values()):
            for load in loads:
                with suppress(OSError):  # the file has gone meanwhile
                    load()

    def _put_off(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def load(context: ssl.SSLContext, *arguments: Any, **named: Any) -> None:
            files = [each for each in (*arguments, *named.values()) if isinstance(each, str | os.PathLike)]
            if all(_is_large(each) for each in files):
                self._owed.setdefault(context, []).append(_later(real, context, arguments, named))
            else:
                real(context, *arguments, **named)

        return load


_STORES_OF_CERTIFICATES: Final = _CertificateStores()


def _is_large(file: str | os.PathLike[str]) -> bool:
    """Tell whether a file may hold the certificates of the world; one that is not there raises when it is loaded."""
    try:
        return Path(file).stat().st_size >= _LARGE
    except OSError:
        return False


def _later(
    real: Callable[..., Any], context: ssl.SSLContext, arguments: tuple[Any, ...], named: dict[str, Any]
) -> Callable[[], Any]:
    weak = ref(context)

    def load() -> None:
        alive = weak()
        if alive is not None:
            real(alive, *arguments, **named)

    return load

"""What users do with their clients, over the wire: whole conversations and not single faults."""

from __future__ import annotations

import asyncio
import http.client
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
import requests
import urllib3
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session

from qjobspec_conformance.wire import Answer, Scripted, Then, Trouble, What, serving
from qjobspec_conformance.wire._certificates import authority, can_be_made

from .over import GOOD, JSON, URL, Over, by_url, script

STORAGE = "https://bucket.storage.example/result?X-Signature=a%2Bb&X-Expires=60"


def with_requests(url: str) -> bytes:
    """Ask with requests."""
    with requests.Session() as session:
        return session.get(url, headers={"Authorization": "Bearer token"}).content


def with_httpx(url: str) -> bytes:
    """Ask with httpx."""
    with httpx.Client(follow_redirects=True) as client:
        return client.get(url, headers={"Authorization": "Bearer token"}).content


def with_aiohttp(url: str) -> bytes:
    """Ask with aiohttp."""

    async def ask() -> bytes:
        async with (
            aiohttp.ClientSession() as session,
            session.get(url, headers={"Authorization": "Bearer token"}) as response,
        ):
            return await response.read()

    return asyncio.run(ask())


CLIENTS = [with_requests, with_httpx, with_aiohttp]


@pytest.mark.parametrize("ask", CLIENTS)
def test_a_result_comes_from_another_host(ask: Any) -> None:
    """A redirect to presigned storage is followed there, to the very address, and the token stays at home."""
    service = by_url({URL: Answer(302, (("Location", STORAGE),)), STORAGE: Answer(200, JSON, b"[1]")})

    run = Over(lambda: ask(URL), service=service)

    assert run.returned == b"[1]"
    assert [each.url for each in run.requests] == [URL, STORAGE]
    assert [each.header("authorization") for each in run.requests] == ["Bearer token", None]
    assert run.requests[0].connection != run.requests[1].connection


@pytest.mark.parametrize("kind", [requests.Session, httpx.Client])
def test_a_connection_is_kept_and_used_again(kind: Any) -> None:
    """Three requests come over one connection, in their order; one that the server closed is replaced by a new one."""
    closing = Answer(200, JSON, b"{}", then=Then.EOF)

    def lane() -> None:
        with kind() as session:
            for _ in range(4):
                session.get(URL)

    run = Over(lane, service=script(GOOD, GOOD, closing, GOOD))

    assert [(each.connection, each.number) for each in run.requests] == [(1, 1), (1, 2), (1, 3), (2, 1)]


def test_a_client_that_says_close_is_taken_at_its_word() -> None:
    """Its connection ends after the answer, also when nothing in the answer says so; HTTP/1.0 says it by itself."""

    def lane() -> Any:
        import socket

        with (
            socket.create_connection(("service.example", 80)) as one,
            socket.create_connection(("service.example", 80)) as two,
        ):
            one.sendall(b"GET / HTTP/1.0\r\n\r\n")
            two.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
            return [(one.recv(999)[-1:], one.recv(999)), (two.recv(999)[-1:], two.recv(999))]

    assert Over(lane, service=script(Answer(body=b"x"))).returned == [(b"x", b""), (b"x", b"")]


def test_uploads_arrive_without_their_framing() -> None:
    """A body in chunks, with trailers or without, a body with a length, and one that waits to be asked for."""

    def parts() -> Iterator[bytes]:
        yield b"one"
        yield b"two"

    def lane() -> Any:
        requests.post(URL, data=parts())
        requests.put(URL, data=b"whole")
        waiting = http.client.HTTPSConnection("service.example")
        waiting.putrequest("PUT", "/")
        waiting.putheader("Expect", "100-continue")
        waiting.putheader("Content-Length", "4")
        waiting.endheaders()
        leave = waiting.sock.recv(999)
        waiting.send(b"late")
        answer = waiting.getresponse().read()
        waiting.close()
        return leave, answer

    run = Over(lane, service=script(Answer(200, JSON, b"{}")))

    assert run.returned == (b"HTTP/1.1 100 Continue\r\n\r\n", b"{}")
    assert [(each.method, each.body) for each in run.requests] == [("POST", b"onetwo"), ("PUT", b"whole"), ("PUT", b"late")]


def test_botocore_uploads_and_downloads() -> None:
    """The client of Braket and its like, as it talks to S3: `Expect`, a body, a 307 that is handed to the caller."""

    def lane() -> int:
        session = URLLib3Session()
        prepared = AWSRequest("PUT", URL, {"Expect": "100-continue", "Content-Length": "4"}, b"data").prepare()
        status = int(session.send(prepared).status_code)
        session.close()
        return status

    run = Over(lane, service=script(Answer(307, (("Location", STORAGE),))))

    assert (run.returned, run.requests[0].body) == (307, b"data")


def test_requests_of_other_methods_keep_their_framing() -> None:
    """HEAD gets the head alone, and the next answer on the connection is its own."""

    def lane() -> Any:
        with requests.Session() as session:
            return session.head(URL).headers["Content-Length"], session.get(URL).content

    assert Over(lane, service=script(Answer(200, JSON, b"abc"))).returned == ("3", b"abc")


def test_a_header_written_by_hand_may_have_any_letter() -> None:
    """What is not Latin goes out as UTF-8, as servers of today do."""
    run = Over(lambda: requests.get(URL).headers["X-Name"], service=script(Answer(200, (("X-Name", "ψ"),))))

    assert run.returned.encode("latin-1").decode() == "ψ"


class TestTls:
    """TLS without ciphers: what a client believes, and when it refuses."""

    def test_a_distrusted_certificate_is_refused_unless_the_client_does_not_care(self) -> None:
        """The client's own configuration decides."""
        service = Scripted(lambda request: GOOD, {"service.example": Trouble(What.UNTRUSTED)})

        def lane() -> Any:
            with pytest.raises(requests.exceptions.SSLError, match="CERTIFICATE_VERIFY_FAILED"):
                requests.get(URL)
            with pytest.warns(urllib3.exceptions.InsecureRequestWarning):
                careless = requests.get(URL, verify=False).status_code
            with httpx.Client(verify=False) as client:
                return careless, client.get(URL).status_code

        assert Over(lane, service=service).returned == (200, 200)

    def test_a_connection_says_of_itself_what_tls_says(self) -> None:
        """Version, cipher, protocol and a certificate that is good for the host, blocking and in a loop."""

        def lane() -> Any:
            connection = http.client.HTTPSConnection("service.example")
            connection.connect()
            sock = connection.sock
            said = (sock.version(), sock.cipher()[1], sock.selected_alpn_protocol(), sock.getpeercert(True), sock.pending())
            names = [name for _, name in sock.getpeercert()["subjectAltName"]]
            left = sock.unwrap() is sock
            connection.close()
            return said, names, left, sock.fileno()

        assert Over(lane).returned == (("TLSv1.3", "TLSv1.3", "http/1.1", b"", 0), ["service.example"] * 2, True, -1)

        async def in_a_loop() -> Any:
            reader, writer = await asyncio.open_connection("service.example", 443, ssl=ssl.create_default_context())
            tls = writer.get_extra_info("ssl_object")
            said = (tls.version(), tls.cipher()[1], tls.selected_alpn_protocol(), tls.compression(), tls.pending())
            names = (
                tls.server_hostname,
                tls.getpeercert(True),
                tls.getpeercert()["subject"][0][0][1],
                tls.context is not None,
            )
            buffer = bytearray(4)
            writer.write(b"GET / HTTP/1.1\r\n\r\n")
            status = await reader.readline()
            with pytest.raises(ssl.SSLWantReadError):
                tls.read(4, buffer)
            writer.close()
            await writer.wait_closed()
            return said, names, status

        assert Over(lambda: asyncio.run(in_a_loop())).returned == (
            ("TLSv1.3", "TLSv1.3", "http/1.1", None, 0),
            ("service.example", b"", "service.example", True),
            b"HTTP/1.1 200 OK\r\n",
        )

    def test_a_socket_under_tls_reads_and_writes_by_its_own_names(self) -> None:
        """`read` and `write` are there too, with a buffer and without; a handshake can wait to be asked for."""

        def lane() -> Any:
            import socket

            plain = socket.create_connection(("service.example", 443))
            secure = ssl.create_default_context().wrap_socket(
                plain, server_hostname="service.example", do_handshake_on_connect=False
            )
            secure.do_handshake()
            buffer = bytearray(3)
            written = secure.write(b"GET / HTTP/1.1\r\n\r\n")
            found = written, secure.read(5), secure.read(3, buffer), bytes(buffer), secure.pending() > 0
            secure.close()
            with pytest.raises(OSError, match="Bad file descriptor"):
                secure.send(b"x")
            return found

        assert Over(lane).returned == (18, b"HTTP/", 3, b"1.1", True)

    @pytest.mark.skipif(not can_be_made(), reason="openssl is not installed: no certificate of our own")
    def test_a_users_own_authority_is_read(self) -> None:
        """A bundle that a client is given is loaded in the run."""

        def lane() -> Any:
            context = ssl.create_default_context(cafile=str(authority()))
            with httpx.Client(verify=context) as client:
                return client.get(URL).status_code, context.cert_store_stats()["x509_ca"]

        assert Over(lane).returned == (200, 1)

    def test_sockets_of_others_have_the_real_tls(self, tmp_path: Path) -> None:
        """A socket that is not on the wire is wrapped as ever."""
        import socket

        with serving(script()):
            one, other = socket.socketpair()
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            with other, context.wrap_socket(one, server_hostname="x", do_handshake_on_connect=False) as secure:
                assert type(secure) is ssl.SSLSocket
                assert secure.version() is None


class TestSockets:
    """A socket on a line answers as one of the machine does."""

    def test_it_knows_where_it_is(self) -> None:
        """Names, options and timeouts are there; connecting twice is an error, and after closing nothing goes."""

        def lane() -> Any:
            import socket

            sock = socket.create_connection(("service.example", 80), timeout=5)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            address = socket.gethostbyname("SERVICE.example.")
            told = sock.getpeername() == (address, 80), sock.getsockname()[0], sock.gettimeout(), sock.fileno() >= 0
            again = sock.connect_ex(("service.example", 80))
            with pytest.raises(OSError, match="already connected"):
                sock.connect(("service.example", 80))
            sent = sock.sendmsg([b"GET / HTTP/1.1\r\n", b"\r\n"]), sock.send(b"")
            sock.shutdown(socket.SHUT_WR)
            head = sock.recv(8)
            sock.shutdown(socket.SHUT_RD)
            with pytest.raises(BrokenPipeError):
                sock.send(b"x")
            ended = sock.recv(8)
            sock.close()
            sock.close()
            return *told, again, sent, head, ended, sock.fileno()

        assert Over(lane).returned == (True, "198.19.0.1", 5, True, 106, (18, 0), b"HTTP/1.1", b"", -1)

    def test_connect_ex_returns_the_number(self) -> None:
        """Of what `connect` raises, a timeout included; a lookup of the wrong family finds nothing."""

        def lane() -> Any:
            import socket

            with socket.socket() as refused, socket.socket() as silent, socket.socket(socket.AF_INET6) as six:
                silent.settimeout(3.0)
                with pytest.raises(socket.gaierror):
                    socket.getaddrinfo("refused.example", 80, socket.AF_INET6)
                return (
                    refused.connect_ex((socket.gethostbyname("refused.example"), 80)),
                    silent.connect_ex((socket.gethostbyname("silent.example"), 80)),
                    six.connect_ex(("::1", 80)),
                    socket.getaddrinfo("::1", "https")[0][4],
                    socket.getaddrinfo(b"refused.example", b"80")[0][4][1],
                    socket.getaddrinfo(None, None)[0][4],
                )

        troubles = {"refused.example": Trouble(What.REFUSED), "silent.example": Trouble(What.SILENT)}
        run = Over(lane, service=Scripted(lambda request: GOOD, troubles))

        assert run.returned == (111, 11, 0, ("::1", 443, 0, 0), 80, ("127.0.0.1", 0))

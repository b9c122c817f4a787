"""RESOURCE-5: a cancellation that a gateway gave up on is sent again, though the service may have taken it (azure-quantum 3.13.0)."""

import sys
from http.server import BaseHTTPRequestHandler

from loopback import Service, tell

ASKED = []


def cancel(handler: BaseHTTPRequestHandler) -> None:
    """Take the cancellation each time; the gateway tells its user of the second alone."""
    ASKED.append(handler.path.partition("?")[0])
    handler.send_response(504 if len(ASKED) == 1 else 204)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


service = Service("Executing")
service.RequestHandlerClass.do_POST = cancel
print(f"one cancel() came to {tell(service.job().cancel)}, and was sent {len(ASKED)} times: {ASKED}")
sys.exit(0 if len(ASKED) > 1 and len(set(ASKED)) == 1 else 1)

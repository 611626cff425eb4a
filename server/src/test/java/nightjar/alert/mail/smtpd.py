# A mail server of Debian's (python3-aiosmtpd) for tests: what it takes is written to a folder, one
# file a message; what it refuses, and how, stands in the local part of an address.
#
# smtpd.py FOLDER plain|starttls|tls USER PASSWORD [CERTIFICATE KEY]   prints its port
import asyncio, itertools, json, os, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult

folder, security, user, password = sys.argv[1:5]
numbers = itertools.count()
context = None
if security != "plain":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*sys.argv[5:7])


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("refused-"):
            return address[8:11] + " 5.7.1 not from you"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "hangs":
            await asyncio.sleep(600)
        if name.startswith("refused-"):
            return name[8:11] + " nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.mail_from.startswith("data-"):
            return envelope.mail_from[5:8] + " not this"
        number = next(numbers)
        with open(f"{folder}/{number}.json", "w") as out:
            json.dump({"from": envelope.mail_from, "to": ",".join(envelope.rcpt_tos),
                       "encrypted": session.ssl is not None or security == "tls", "user": str(session.auth_data or "")}, out)
        with open(f"{folder}/{number}.part", "wb") as out:
            out.write(envelope.content)
        os.rename(f"{folder}/{number}.part", f"{folder}/{number}.eml")
        return "250 taken"


def check(server, session, envelope, mechanism, data):
    good = data.login == user.encode() and data.password == password.encode()
    if user == "busy":
        return AuthResult(success=False, handled=False, message="454 4.7.0 come back later")
    return AuthResult(success=good, handled=False, auth_data=user if good else None)


def make():
    return SMTP(Handler(), authenticator=check if user else None, auth_required=bool(user),
                auth_require_tls=security == "starttls",
                require_starttls=security == "starttls",
                tls_context=context if security == "starttls" else None)


async def main():
    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", 0, ssl=context if security == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())

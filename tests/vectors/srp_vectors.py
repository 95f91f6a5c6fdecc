#!/usr/bin/env python3
"""Test vectors for the client's side of SRP as Amazon Cognito uses it.

An implementation apart from the one in Rust, made for being easy to check:
Python's integers, RFC 3526, RFC 5054, RFC 2945 and RFC 5869. It plays both
sides and asserts that they agree. It has no input and always writes the same:

    python3 tests/vectors/srp_vectors.py > src/cognito/srp/vectors.json
"""

import base64
import datetime
import hashlib
import hmac
import json
import sys


def floor_of_pi_times_2_to(bits):
    """Machin's formula, with 64 bits to spare."""

    def arctan_of_inverse(x):
        power = (1 << bits + 64) // x
        total, divisor, sign = power, 3, -1
        while power:
            power //= x * x
            total += sign * (power // divisor)
            divisor, sign = divisor + 2, -sign
        return total

    return 4 * (4 * arctan_of_inverse(5) - arctan_of_inverse(239)) >> 64


# RFC 3526, section 4: the formula, not the digits.
N = 2**3072 - 2**3008 - 1 + 2**64 * (floor_of_pi_times_2_to(2942) + 1690314)
G = 2


def sha256(data):
    return hashlib.sha256(data).digest()


def hmac_sha256(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def number(data):
    return int.from_bytes(data, "big")


def pad(value):
    """The shortest two's complement form: room for a sign bit, always."""
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


def b64(data):
    return base64.b64encode(data).decode()


def timestamp(at):
    day = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=at)
    weekday = "Mon Tue Wed Thu Fri Sat Sun".split()[day.weekday()]
    month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[day.month - 1]
    return f"{weekday} {month} {day.day} {day:%H:%M:%S} UTC {day.year:04}"


def random_bytes(label, length):
    """Bytes that look random and are the same at every run."""
    blocks = (sha256(f"{label}/{i}".encode()) for i in range(length // 32 + 1))
    return b"".join(blocks)[:length]


K = number(sha256(pad(N) + pad(G)))


def scrambler(client_public, server_public):
    return number(sha256(pad(client_public) + pad(server_public)))


def private_key(pool_name, user_id, password, salt):
    identity = sha256(f"{pool_name}{user_id}:{password}".encode())
    return number(sha256(pad(salt) + identity))


def session_key(u, s):
    """RFC 5869: extract, then the first block of expand."""
    extracted = hmac_sha256(pad(u), pad(s))
    return hmac_sha256(extracted, b"Caldera Derived Key\x01")[:16]


class Exchange:
    """One sign-in; what is not given is made up from the name."""

    def __init__(self, name, **given):
        self.name = name
        self.pool_name = "aBcD1eFgH"
        self.user_id = "3f2b8a44-70d1-7031-9c5e-0d6a1b2c3d4e"
        self.password = "Correct-Horse-9"
        self.salt = number(random_bytes(name + "/salt", 16))
        self.a = number(random_bytes(name + "/a", 32))
        self.b = number(random_bytes(name + "/b", 32))
        self.secret_block = random_bytes(name + "/block", 96)
        self.at = 1_600_000_000 + number(random_bytes(name + "/at", 4)) % 200_000_000
        self.server_public = None  # made from b, unless given
        self.salt_hex = self.srp_b_hex = None  # as short as can be, unless given
        self.__dict__.update(given)
        self.calculate()

    def calculate(self):
        self.A = pow(G, self.a, N)
        self.x = private_key(self.pool_name, self.user_id, self.password, self.salt)
        verifier = pow(G, self.x, N)
        self.kv = K * verifier % N
        self.B = self.server_public
        if self.B is None:
            self.B = (self.kv + pow(G, self.b, N)) % N
        self.u = scrambler(self.A, self.B)
        self.S = pow(self.B - K * verifier, self.a + self.u * self.x, N)
        if self.server_public is None:
            assert self.S == pow(self.A * pow(verifier, self.u, N), self.b, N)
        self.key = session_key(self.u, self.S)

    def json(self):
        time = timestamp(self.at)
        claim = f"{self.pool_name}{self.user_id}".encode() + self.secret_block + time.encode()
        return {
            "name": self.name,
            "pool_name": self.pool_name,
            "user_id": self.user_id,
            "password": self.password,
            "a": f"{self.a:064x}",
            "srp_a": f"{self.A:x}",
            "salt": self.salt_hex or f"{self.salt:x}",
            "srp_b": self.srp_b_hex or f"{self.B:x}",
            "secret_block": b64(self.secret_block),
            "at": self.at,
            "u": f"{self.u:064x}",
            "x": f"{self.x:064x}",
            "s": f"{self.S:x}",
            "key": self.key.hex(),
            "timestamp": time,
            "signature": b64(hmac_sha256(self.key, claim)),
        }


def search(name, field, condition, **given):
    """The first exchange whose numbers meet the condition, as `field` counts up."""
    start = number(random_bytes(f"{name}/{field}", 31))
    for offset in range(100_000):
        value = start + offset
        candidate = f"Passw0rd-{value % 10**9}" if field == "password" else value
        exchange = Exchange(name, **{**given, field: candidate})
        if condition(exchange):
            return exchange
    raise AssertionError(name)


def top_bit_of_its_byte(value):
    return value.bit_length() % 8 == 0


def short(value, bits, zeros):
    """Whether the value has this many leading zero bits or more."""
    return value.bit_length() <= bits - zeros


def odd_hex(value):
    return len(f"{value:x}") % 2 == 1


def exchanges():
    yield Exchange("nothing special")
    yield search("A has its top bit set", "a", lambda e: e.A >> 3071)
    yield search("A has its top bit clear", "a", lambda e: e.A >> 3064 and not e.A >> 3071)
    yield search("A has an odd number of digits", "a", lambda e: odd_hex(e.A))
    yield search("A has a leading zero byte", "a", lambda e: short(e.A, 3072, 8))
    yield search("B has its top bit set", "b", lambda e: e.B >> 3071)
    yield search("B has its top bit clear", "b", lambda e: e.B >> 3064 and not e.B >> 3071)
    yield search("B has an odd number of digits", "b", lambda e: odd_hex(e.B))
    yield search("B has a leading zero byte", "b", lambda e: short(e.B, 3072, 8))
    yield search("U has its top bit set", "b", lambda e: e.u >> 255)
    yield search("U has a leading zero byte", "b", lambda e: short(e.u, 256, 8))
    yield search(
        "U has a leading zero byte and a top bit set after it",
        "b",
        lambda e: short(e.u, 256, 8) and e.u >> 247,
    )
    yield search("S has its top bit set", "b", lambda e: e.S >> 3071)
    yield search("S has an odd number of digits", "b", lambda e: odd_hex(e.S))
    yield search("S has a leading zero byte", "b", lambda e: short(e.S, 3072, 8))
    yield search("x has its top bit set", "password", lambda e: e.x >> 255)
    yield search("x has a leading zero byte", "password", lambda e: short(e.x, 256, 8))
    yield search("B is below k g^x mod N", "b", lambda e: e.B < e.kv)
    yield search("B is above k g^x mod N", "b", lambda e: e.B > e.kv)
    yield Exchange("B is one", server_public=1)
    yield Exchange("B is N - 1", server_public=N - 1)
    yield Exchange("B is not below N", server_public=N + 12345)
    yield Exchange("B is 2^3072 - 1", server_public=2**3072 - 1)
    yield Exchange("B makes S zero", server_public=Exchange("B makes S zero").kv)
    upper = Exchange("B in capitals, with leading zeros")
    yield Exchange(upper.name, srp_b_hex=f"000{upper.B:X}")
    yield Exchange("a is one", a=1)
    yield Exchange("a is all ones", a=2**256 - 1)
    yield Exchange("a has leading zero bytes", a=number(random_bytes("short a", 20)))
    yield Exchange("salt has an odd number of digits", salt=0xABC57F00D)
    yield Exchange("salt has its top bit set", salt=0xF123456789ABCDEF0123456789ABCDEF)
    yield Exchange("salt has leading zeros", salt=0x7E57, salt_hex="0000000000007e57")
    yield Exchange("salt in capitals, leading zeros, odd", salt=0x8E57A, salt_hex="008E57A")
    yield Exchange("salt is zero", salt=0)
    yield Exchange("salt is long", salt=number(random_bytes("long salt", 64)))
    yield Exchange("password is empty", password="", at=0)
    yield Exchange("password is not ASCII", password="пароль-密码-🔑-e\u0301", at=951_782_400)
    yield Exchange("password has spaces and colons", password=" a:b : c ", at=1_709_251_199)
    yield Exchange("password is long", password="0123456789abcdef" * 16, at=1_735_689_599)
    yield Exchange("user id is long", user_id="u" * 128, at=1_738_659_900)
    yield Exchange("user id is an e-mail address", user_id="élise+tag@example.org")
    yield Exchange("secret block is empty", secret_block=b"")
    yield Exchange("secret block is long", secret_block=random_bytes("long block", 1500))
    yield Exchange(
        "a device",
        pool_name="-wt2ha1Zd",
        user_id="us-west-2_0f3a1c9e-52d4-4a6f-9b1e-7c8d2e4f6a0b",
        password=b64(random_bytes("device password", 40)),
    )


def devices():
    salts = {
        "nothing special": random_bytes("device salt", 16),
        "salt has its top bit set": b"\xff" + random_bytes("high salt", 15),
        "salt has leading zeros": b"\0\0\x41" + random_bytes("low salt", 13),
        "salt has a leading zero and a top bit set": b"\0\x91" + random_bytes("mid salt", 14),
    }
    wanted = {
        "verifier has its top bit set": lambda v: v >> 3071,
        "verifier has its top bit clear": lambda v: v >> 3064 and not v >> 3071,
        "verifier has a leading zero byte": lambda v: short(v, 3072, 8),
    }
    for name, salt in salts.items():
        yield device(name, salt)
    for name, condition in wanted.items():
        for attempt in range(100_000):
            found = device(name, random_bytes(f"{name}/{attempt}", 16))
            if condition(number(base64.b64decode(found["password_verifier"]))):
                yield found
                break
        else:
            raise AssertionError(name)


def device(name, salt):
    group_key, device_key = "-wt2ha1Zd", "us-west-2_0f3a1c9e-52d4-4a6f-9b1e-7c8d2e4f6a0b"
    password = b64(random_bytes("device password", 40))
    x = private_key(group_key, device_key, password, number(salt))
    return {
        "name": name,
        "group_key": group_key,
        "key": device_key,
        "password": password,
        "salt_bytes": salt.hex(),
        "salt": b64(pad(number(salt))),
        "password_verifier": b64(pad(pow(G, x, N))),
    }


def main():
    pads = ["0", "1", "7f", "80", "ff", "00ff", "100", "0fff", "8000", "000001", "7fffffffff"]
    times = [
        0,  # a single digit day, the first of all
        951_782_400,  # 29 February 2000
        1_078_012_799,  # the last second of 28 February 2004
        1_709_164_800,  # 29 February 2024
        1_709_251_200,  # 1 March 2024
        1_735_689_599,  # the last second of 2024
        1_738_659_900,  # 4 February 2025, 9:05
        1_741_046_645,  # 4 March 2025, 0:04:05
        4_107_542_399,  # 28 February 2100, which has no 29th
        4_107_542_400,
        253_402_300_799,  # the last second of 9999
    ] + [1_746_057_600 + 2_764_800 * i + 3_661 for i in range(12)]
    vectors = {
        "n": f"{N:x}",
        "k": f"{K:064x}",
        "pads": [{"hex": text, "padded": pad(int(text, 16)).hex()} for text in pads],
        "timestamps": [{"at": at, "text": timestamp(at)} for at in times],
        "exchanges": [exchange.json() for exchange in exchanges()],
        "devices": list(devices()),
    }
    json.dump(vectors, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()

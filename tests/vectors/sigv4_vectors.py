#!/usr/bin/env python3
"""Test vectors for AWS Signature Version 4, made with botocore (pip install botocore).

AWS's own implementation, apart from the one in Rust. What AWS publishes as a test suite does not
go beyond one service without peculiarities; these are requests as an app sends them. It has no
input and always writes the same:

    python3 tests/vectors/sigv4_vectors.py > src/aws/sigv4/vectors.json
"""

import datetime
import json
import sys
from unittest import mock
from urllib.parse import parse_qsl, quote

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

AT = datetime.datetime(2024, 2, 29, 23, 59, 59)
CREDENTIALS = Credentials(
    "ASIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVz+LWVhc3QtMQ==",
)
FORM = "application/x-www-form-urlencoded; charset=utf-8"

REQUESTS = {
    "who am I": (
        "sts", "eu-west-1", "POST", "https://sts.eu-west-1.amazonaws.com/",
        {"content-type": FORM, "accept": "application/json"},
        "Action=GetCallerIdentity&Version=2011-06-15",
    ),
    "an address without a path, on a port of its own": (
        "sts", "us-east-1", "POST", "http://127.0.0.1:9229",
        {"content-type": FORM}, "Action=GetCallerIdentity&Version=2011-06-15",
    ),
    "a port that goes without saying": (
        "dynamodb", "eu-west-1", "POST", "https://dynamodb.eu-west-1.amazonaws.com:443/",
        {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.ListTables"},
        '{"Limit":3}',
    ),
    "an encoded path is encoded once more": (
        "execute-api", "eu-west-1", "GET",
        "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/caf%C3%A9/a%20b/(1)/c*d=e",
        {}, "",
    ),
    "a query in any order": (
        "execute-api", "us-east-1", "GET",
        "https://abc123.execute-api.us-east-1.amazonaws.com/prod?b=2&a=%2Fx%20y&a=%2B&c=&A=%C3%A9",
        {}, "",
    ),
    "white space in headers": (
        "execute-api", "us-east-1", "PUT",
        "https://abc123.execute-api.us-east-1.amazonaws.com/prod//x///y/",
        {"x-note": "  two   words ", "content-type": "text/plain"}, "na\u00efve \u6f22\u5b57",
    ),
    "spaces, plus, and other alphabets in a query": (
        "execute-api", "us-east-1", "GET",
        "https://abc123.execute-api.us-east-1.amazonaws.com/prod?q=two%20%20words&plus=1%2B1"
        "&caf%C3%A9=%E6%BC%A2%E5%AD%97%F0%9F%99%82&q=%7E-._*%27()",
        {}, "",
    ),
    "empty and repeated values in a query": (
        "execute-api", "us-east-1", "DELETE",
        "https://abc123.execute-api.us-east-1.amazonaws.com/prod/?b&a=2&a=10&a=&a=1&A=&aa=0&a-=3",
        {}, "",
    ),
    "slashes alone, and white space of all kinds in headers": (
        "execute-api", "us-east-1", "POST", "https://abc123.execute-api.us-east-1.amazonaws.com///",
        {"x-note": "\t a \t b  \"c   d\"   ", "x-empty": "   ", "content-type": "text/plain"}, "x",
    ),
    "the path of S3 stays as it is": (
        "s3", "eu-central-1", "GET",
        "https://bucket.s3.eu-central-1.amazonaws.com/eu-central-1%3Aid//photo%20one.jpg",
        {}, "",
    ),
    "a text for S3": (
        "s3", "eu-central-1", "PUT",
        "https://bucket.s3.eu-central-1.amazonaws.com/notes/one.txt?x-id=PutObject",
        {"content-type": "text/plain"}, "Hello.",
    ),
}


def signed(service, region, method, url, headers, body):
    request = AWSRequest(method=method, url=url, headers=dict(headers), data=body.encode())
    # As botocore's client encodes them before it signs.
    if "?" in url:
        address, query = url.split("?")
        pairs = parse_qsl(query, keep_blank_values=True)
        quoted = sorted((quote(k, safe="-_.~"), quote(v, safe="-_.~")) for k, v in pairs)
        request.url = address + "?" + "&".join(f"{k}={v}" for k, v in quoted)
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    with mock.patch("botocore.auth.get_current_datetime", return_value=AT):
        signer(CREDENTIALS, service, region).add_auth(request)
    added = {name.lower(): value for name, value in request.headers.items()}
    return {name: value for name, value in added.items() if name not in headers}


json.dump(
    {
        "at": int(AT.replace(tzinfo=datetime.timezone.utc).timestamp()),
        "access_key_id": CREDENTIALS.access_key,
        "secret_key": CREDENTIALS.secret_key,
        "session_token": CREDENTIALS.token,
        "requests": [
            {
                "name": name,
                "service": service,
                "region": region,
                "method": method,
                "url": url,
                "headers": headers,
                "body": body,
                "added": signed(service, region, method, url, headers, body),
            }
            for name, (service, region, method, url, headers, body) in REQUESTS.items()
        ],
    },
    sys.stdout,
    indent=1,
)
print()

"""The partners' scenarios with boto3, as their own systems would play them.

Against a hub started by `npm start` (its ports follow each other), or against any other place where the hub is deployed:

    npm run --silent build -- contracts
    python lab/peers/partner_scenarios.py --port 4566

Each scenario prints a line; the exit code is 1 when one does not end as the guides say.
"""
import argparse
import base64
import json
import pathlib
import re
import time
import urllib.parse
import urllib.request
import uuid

import boto3
from botocore.config import Config

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "test/fixtures/demo/files"
CONTRACTS = ROOT / "dist/contracts"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"


class Hub:
    def __init__(self, options):
        keys = dict(region_name="eu-west-3", aws_access_key_id="local", aws_secret_access_key="local")
        url = options.url or f"http://127.0.0.1:{options.port}"
        self.stage = options.stage
        self.etude = options.etude
        self.seconds = options.seconds
        self.sqs = boto3.client("sqs", endpoint_url=url, **keys)
        self.s3 = boto3.client("s3", endpoint_url=url, config=Config(s3={"addressing_style": "path"}), **keys)
        self.bus = boto3.client("events", endpoint_url=url, **keys) if options.scan else None
        self.api = options.api
        self.client = options.client
        self.run = uuid.uuid4().hex[:8]
        names = [bucket["Name"] for bucket in self.s3.list_buckets()["Buckets"] if f"-{self.stage}-" in bucket["Name"]]
        self.bucket = lambda part: next(name for name in names if part in name)

    def example(self, form):
        """What the contract of a form gives as an example."""
        return json.loads((CONTRACTS / f"{form}.v1.example.json").read_text())

    def queue(self, name):
        return self.sqs.get_queue_url(QueueName=f"passerelle-{self.stage}-{name}")["QueueUrl"]

    def send(self, partner, message):
        body = message if isinstance(message, str) else json.dumps(message)
        self.sqs.send_message(QueueUrl=self.queue(f"{partner}-intake"), MessageBody=body)

    def until(self, what, look):
        """What `look` finds, asked again until it finds something."""
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            found = look()
            if found:
                return found
            time.sleep(0.3)
        raise AssertionError(f"no {what} in {self.seconds} s")

    def reply(self, partner, wanted):
        """The reply that `wanted` recognises, deleted once read, as a partner does."""
        url = self.queue(f"replies-{partner}")

        def look():
            for message in self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=2).get("Messages", []):
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                body = json.loads(message["Body"])
                if wanted(body):
                    return body

        return self.until(f"reply to {partner}", look)

    def object(self, bucket, key):
        def look():
            try:
                return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
            except self.s3.exceptions.NoSuchKey:
                return None

        return self.until(f"object {key}", look)

    def reports(self, path, count):
        """The reports of the files dropped at a path of CAF's, once there are `count`."""
        drop = self.bucket("drop")

        def look():
            found = self.s3.list_objects_v2(Bucket=drop, Prefix=f"reports/caf/{path}").get("Contents", [])
            keys = [one["Key"] for one in found if one["Key"].endswith(".json")]
            return keys if len(keys) >= count else None

        return [json.loads(self.object(drop, key)) for key in self.until(f"{count} reports", look)]

    def scanned(self, bucket, key, found):
        """Plays GuardDuty where the place has none: the object's tag, then the event."""
        if not self.bus:
            return
        status = "THREATS_FOUND" if found else "NO_THREATS_FOUND"
        head = self.s3.head_object(Bucket=bucket, Key=key)
        self.s3.put_object_tagging(
            Bucket=bucket, Key=key, Tagging={"TagSet": [{"Key": "GuardDutyMalwareScanStatus", "Value": status}]}
        )
        version = {"versionId": head["VersionId"]} if head.get("VersionId", "null") != "null" else {}
        detail = {
            "schemaVersion": "1.0",
            "scanStatus": "COMPLETED",
            "resourceType": "S3_OBJECT",
            "s3ObjectDetails": {
                "bucketName": bucket,
                "objectKey": key,
                "eTag": head["ETag"].strip('"'),
                **version,
                "s3Throttled": False,
            },
            "scanResultDetails": {
                "scanResultStatus": status,
                "threats": [{"name": "EICAR-Test-File"}] if found else None,
            },
        }
        entry = {
            "Source": "aws.guardduty",
            "DetailType": "GuardDuty Malware Protection Object Scan Result",
            "Detail": json.dumps(detail),
        }
        self.bus.put_events(Entries=[entry])

    def http(self, method, path, body=None, **headers):
        request = urllib.request.Request(f"{self.api}{path}", method=method, data=body, headers=headers)
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
            return json.loads(text) if text else None


def household(hub, message, n):
    """The example, of another household, under an id of its own."""
    own = json.loads(json.dumps(message))
    own["messageId"] = f"boto3-{hub.run}-{n}"
    own["reference"] = f"B3-{hub.run}-{n}"
    own["household"][0]["nomNaissance"] = f"Boto{hub.run}{n}".translate(str.maketrans("0123456789", "bcdfghjklm"))
    return own


def caf_signal(hub):
    signal = household(hub, hub.example("impaye"), 1)
    signal["allocataire"] = f"9{int(hub.run, 16) % 10**6}"
    hub.send("caf", signal)
    reply = hub.reply("caf", lambda one: one["messageId"] == signal["messageId"])
    assert reply["outcome"] == "accepted", reply
    hub.send("caf", signal)
    again = hub.reply("caf", lambda one: one["messageId"] == signal["messageId"])
    assert again["case"] == reply["case"], again


def unreadable(hub):
    hub.send("caf", '{"version": "1", "sender"' + f' "{hub.run}"')
    reply = hub.reply("caf", lambda one: one["outcome"] == "refused")
    assert reply["errors"][0]["code"] == "JSON_ILLISIBLE", reply


def another_sender(hub):
    signal = household(hub, hub.example("impaye"), 2)
    hub.send("msa", signal)
    reply = hub.reply("msa", lambda one: one["messageId"] == signal["messageId"])
    assert reply["errors"][0]["code"] == "EXPEDITEUR_INATTENDU", reply


def redriven(hub):
    """A reply read too often and never deleted is a dead letter; whoever is on call sends it back as the runbook says."""
    url = hub.queue("replies-caf")
    policy = hub.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])["Attributes"]["RedrivePolicy"]
    policy = json.loads(policy)
    hub.sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"run": hub.run}))
    dead = hub.sqs.get_queue_url(QueueName=policy["deadLetterTargetArn"].split(":")[-1])["QueueUrl"]
    for _ in range(int(policy["maxReceiveCount"]) + 1):
        hub.sqs.receive_message(QueueUrl=url, VisibilityTimeout=0)
    try:
        hub.sqs.start_message_move_task(SourceArn=policy["deadLetterTargetArn"])
    except hub.sqs.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "InvalidAction", error
        print("  start-message-move-task is not known here: the message is moved by hand")
        (message,) = hub.sqs.receive_message(QueueUrl=dead)["Messages"]
        hub.sqs.send_message(QueueUrl=url, MessageBody=message["Body"])
        hub.sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
    hub.reply("caf", lambda one: one.get("run") == hub.run)


def surendettement(hub):
    notice = household(hub, hub.example("surendettement"), 3)
    hub.send("bdf", notice)
    reply = hub.reply("bdf", lambda one: one["messageId"] == notice["messageId"])
    assert reply["outcome"] in ("accepted", "pending"), reply


def piece(hub):
    data = household(hub, hub.example("piece"), 4)
    data.pop("messageId")
    data["sender"] = hub.etude
    stem = f"{hub.etude}/boto3/{hub.run}"
    bucket = hub.bucket("pieces")
    hub.s3.upload_file(str(FIXTURES / "acte.pdf"), bucket, f"{stem}.pdf")
    hub.s3.put_object(Bucket=bucket, Key=f"{stem}.json", Body=json.dumps(data).encode())
    hub.scanned(bucket, f"{stem}.pdf", False)
    hub.scanned(bucket, f"{stem}.json", False)
    reply = hub.reply(hub.etude, lambda one: one.get("reference") == data["reference"])
    assert reply["outcome"] == "accepted", reply
    receipt = json.loads(hub.object(hub.bucket("drop"), f"{reply['receipt']}.json"))
    assert receipt["case"] == reply["case"], receipt
    assert hub.object(hub.bucket("drop"), f"{reply['receipt']}.pdf").startswith(b"%PDF")


def infected(hub):
    key = f"{hub.etude}/boto3/{hub.run}-eicar.pdf"
    bucket = hub.bucket("pieces")
    hub.s3.put_object(Bucket=bucket, Key=key, Body=EICAR)
    hub.scanned(bucket, key, True)
    reply = hub.reply(hub.etude, lambda one: one["outcome"] == "refused")
    assert reply["errors"][0]["code"] == "PIECE_INFECTEE", reply


def rows_of(hub, numbers):
    rows = [household(hub, hub.example("impaye"), n) for n in numbers]
    for n, row in zip(numbers, rows):
        row["allocataire"] = f"8{int(hub.run, 16) % 10**6}{n}"
    return rows


def lines_of(rows):
    return "\n".join(map(json.dumps, rows)).encode()


def table(hub):
    rows = rows_of(hub, (10, 11))
    rows.append({**rows[0], "messageId": f"boto3-{hub.run}-12", "dwelling": {"insee": "75112"}})
    hub.s3.put_object(Bucket=hub.bucket("drop"), Key=f"drop/caf/boto3/{hub.run}.jsonl", Body=lines_of(rows))
    (report,) = hub.reports(f"boto3/{hub.run}", 1)
    outcomes = [row["outcome"] for row in report["rows"]]
    assert outcomes.count("refused") == 1 and len(outcomes) == 3, outcomes


def overwritten(hub):
    """A file put again under the same name before the first was read: every row of both versions is in a report."""
    drop, key = hub.bucket("drop"), f"drop/caf/boto3/{hub.run}-twice.jsonl"
    versions = [rows_of(hub, range(20, 24)), rows_of(hub, range(30, 37))]
    for rows in versions:
        hub.s3.put_object(Bucket=drop, Key=key, Body=lines_of(rows))
    kept = hub.s3.list_object_versions(Bucket=drop, Prefix=key).get("Versions", [])
    reports = hub.reports(f"boto3/{hub.run}-twice", 2)
    accepted = sorted(row["reference"] for report in reports for row in report["rows"] if row["outcome"] == "accepted")
    sent = sorted(row["reference"] for rows in versions for row in rows)
    assert accepted == sent, (accepted, sent)
    print(f"  {len(kept)} versions kept, {len(reports)} reports of {' and '.join(str(len(one['rows'])) for one in reports)} rows")


def over_http(hub):
    """A partner without an AWS account: a token, a message, its reply read and acknowledged."""
    if not hub.client:
        print("  no --client: not played")
        return
    code, secret = hub.client.split(":", 1)
    basic = base64.b64encode(f"{code}:{secret}".encode()).decode()
    form = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
    token = hub.http("POST", "/oauth2/token", urllib.parse.urlencode({"grant_type": "client_credentials"}).encode(), **form)
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    message = household(hub, hub.example(code.split("-")[0]), 40)
    message["sender"] = code
    hub.http("POST", "/v1/messages", json.dumps(message).encode(), **bearer, **{"Content-Type": "application/json"})

    def look():
        replies = hub.http("GET", "/v1/reponses", **bearer)["reponses"]
        return next((one for one in replies if one["reponse"]["messageId"] == message["messageId"]), None)

    reply = hub.until("reply by HTTP", look)
    assert reply["reponse"]["outcome"] != "refused", reply
    hub.http("DELETE", f"/v1/reponses/{reply['id']}", **bearer)
    assert not look(), reply


def remembered(hub):
    """What each kind of partner will ask for again once the hub is restored."""
    signal = household(hub, hub.example("impaye"), 50)
    signal["allocataire"] = f"7{int(hub.run, 16) % 10**6}"
    hub.send("caf", signal)
    reply = hub.reply("caf", lambda one: one["messageId"] == signal["messageId"])
    keys = {part: [one["Key"] for one in hub.s3.list_objects_v2(Bucket=hub.bucket(part)).get("Contents", [])] for part in ("pieces", "drop")}
    return {"signal": signal, "case": reply["case"], "keys": keys}


def messages_in(hub, url):
    counts = hub.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    kinds = ("", "NotVisible", "Delayed")
    return sum(int(counts[f"ApproximateNumberOfMessages{kind}"]) for kind in kinds)


def recalled(hub, memory):
    """The same message is known, under the same case; every object is there; and no partner was told anything twice."""
    for part, keys in memory["keys"].items():
        there = {one["Key"] for one in hub.s3.list_objects_v2(Bucket=hub.bucket(part)).get("Contents", [])}
        assert there >= set(keys), set(keys) - there
        print(f"  {part}: {len(keys)} objects, all there")
    # Long enough for what would be told again to be told, or tried.
    time.sleep(60)
    told = {url.split("/")[-1]: messages_in(hub, url) for url in hub.sqs.list_queues(MaxResults=1000)["QueueUrls"]}
    told = {name: count for name, count in told.items() if count and re.search("replies-|Retries|Failures", name)}
    assert not told, told
    print("  a minute later: no reply, none tried again, no failure")
    hub.send("caf", memory["signal"])
    reply = hub.reply("caf", lambda one: one["messageId"] == memory["signal"]["messageId"])
    assert reply["case"] == memory["case"], reply
    print(f"  the same message: {reply['outcome']}, in the same case")


SCENARIOS = (
    *(caf_signal, unreadable, another_sender, redriven, surendettement),
    *(piece, infected, table, overwritten, over_http),
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=4566, help="of a hub started by npm start")
    parser.add_argument("--url", help="of another place, such as LocalStack")
    parser.add_argument("--stage", default="local")
    parser.add_argument("--etude", default="etude-moreau-meaux", help="code of the étude that deposits pieces")
    parser.add_argument("--scan", action="store_true", help="play GuardDuty, where the place has none")
    parser.add_argument("--api", help="address of the HTTP API")
    parser.add_argument("--client", help="code:secret of a partner that comes by HTTP")
    parser.add_argument("--seconds", type=int, default=30, help="longest wait for an answer")
    parser.add_argument("--remember", help="send what --recall asks for, and write it in this file")
    parser.add_argument("--recall", help="after a restoration: ask for what this file remembers, then play two scenarios")
    options = parser.parse_args()
    hub = Hub(options)
    if options.remember:
        pathlib.Path(options.remember).write_text(json.dumps(remembered(hub)))
        return
    scenarios = SCENARIOS
    if options.recall:
        recalled(hub, json.loads(pathlib.Path(options.recall).read_text()))
        scenarios = (piece, over_http)
    failed = 0
    for scenario in scenarios:
        began = time.monotonic()
        try:
            scenario(hub)
            print(f"{scenario.__name__:16} ok, {time.monotonic() - began:.1f} s", flush=True)
        except Exception as error:  # every scenario is tried, whatever became of the one before
            failed += 1
            print(f"{scenario.__name__:16} FAILED: {type(error).__name__}: {str(error)[:300]}", flush=True)
    print(f"boto3 {boto3.__version__}: {len(scenarios) - failed} of {len(scenarios)}")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()

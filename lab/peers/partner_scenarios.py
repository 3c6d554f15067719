"""The partners' scenarios with boto3, as their own systems would play them, against a hub started by `npm start`.

    pip install boto3
    python partner_scenarios.py --port 4566

Each scenario prints a line; the exit code is 1 when one does not end as the guides say.
"""
import argparse
import json
import pathlib
import time
import urllib.request
import uuid

import boto3
from botocore.config import Config

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "test/fixtures/demo/files"


class Hub:
    def __init__(self, port):
        keys = dict(region_name="eu-west-3", aws_access_key_id="local", aws_secret_access_key="local")
        url = f"http://127.0.0.1:{port}"
        self.sqs = boto3.client("sqs", endpoint_url=url, **keys)
        self.s3 = boto3.client("s3", endpoint_url=url, config=Config(s3={"addressing_style": "path"}), **keys)
        self.contracts = f"http://127.0.0.1:{port + 3}/contrats"
        self.run = uuid.uuid4().hex[:8]
        names = [bucket["Name"] for bucket in self.s3.list_buckets()["Buckets"]]
        self.bucket = lambda part: next(name for name in names if part in name)

    def example(self, form):
        """What the contract of a form gives as an example."""
        with urllib.request.urlopen(f"{self.contracts}/{form}.v1.example.json") as answer:
            return json.load(answer)

    def queue(self, name):
        return self.sqs.get_queue_url(QueueName=f"passerelle-local-{name}")["QueueUrl"]

    def send(self, partner, message):
        body = message if isinstance(message, str) else json.dumps(message)
        self.sqs.send_message(QueueUrl=self.queue(f"{partner}-intake"), MessageBody=body)

    def reply(self, partner, wanted, seconds=30):
        """The reply that `wanted` recognises, deleted once read, as a partner does."""
        url = self.queue(f"replies-{partner}")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for message in self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=2).get("Messages", []):
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                body = json.loads(message["Body"])
                if wanted(body):
                    return body
        raise AssertionError(f"no reply to {partner} in {seconds} s")

    def object(self, bucket, key, seconds=30):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
            except self.s3.exceptions.NoSuchKey:
                time.sleep(0.2)
        raise AssertionError(f"no object {key} in {seconds} s")


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


def surendettement(hub):
    notice = household(hub, hub.example("surendettement"), 3)
    hub.send("bdf", notice)
    reply = hub.reply("bdf", lambda one: one["messageId"] == notice["messageId"])
    assert reply["outcome"] in ("accepted", "pending"), reply


def piece(hub):
    data = household(hub, hub.example("piece"), 4)
    data.pop("messageId")
    etude = data["sender"] = "etude-moreau-meaux"
    stem = f"{etude}/boto3/{hub.run}"
    bucket = hub.bucket("pieces")
    hub.s3.upload_file(str(FIXTURES / "acte.pdf"), bucket, f"{stem}.pdf")
    hub.s3.put_object(Bucket=bucket, Key=f"{stem}.json", Body=json.dumps(data).encode())
    reply = hub.reply(etude, lambda one: one.get("reference") == data["reference"])
    assert reply["outcome"] == "accepted", reply
    receipt = json.loads(hub.object(hub.bucket("drop"), f"{reply['receipt']}.json"))
    assert receipt["case"] == reply["case"], receipt
    assert hub.object(hub.bucket("drop"), f"{reply['receipt']}.pdf").startswith(b"%PDF")


def infected(hub):
    eicar = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"
    key = f"etude-moreau-meaux/boto3/{hub.run}-eicar.pdf"
    bucket = hub.bucket("pieces")
    hub.s3.put_object(Bucket=bucket, Key=key, Body=eicar)
    reply = hub.reply("etude-moreau-meaux", lambda one: one["outcome"] == "refused")
    assert reply["errors"][0]["code"] == "PIECE_INFECTEE", reply


def table(hub):
    rows = [household(hub, hub.example("impaye"), n) for n in (10, 11)]
    rows.append({**rows[0], "messageId": f"boto3-{hub.run}-12", "dwelling": {"insee": "75112"}})
    for n, row in enumerate(rows):
        row["allocataire"] = f"8{int(hub.run, 16) % 10**6}{n}"
    drop = hub.bucket("drop")
    key = f"drop/caf/boto3/{hub.run}.jsonl"
    hub.s3.put_object(Bucket=drop, Key=key, Body="\n".join(map(json.dumps, rows)).encode())
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = hub.s3.list_objects_v2(Bucket=drop, Prefix=f"reports/caf/boto3/{hub.run}").get("Contents", [])
        reports = [one["Key"] for one in found if one["Key"].endswith(".json")]
        if reports:
            report = json.loads(hub.object(drop, reports[0]))
            outcomes = [row["outcome"] for row in report["rows"]]
            assert outcomes.count("refused") == 1 and len(outcomes) == 3, outcomes
            return
        time.sleep(0.3)
    raise AssertionError("no report in 30 s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=4566)
    hub = Hub(parser.parse_args().port)
    failed = 0
    for scenario in (caf_signal, unreadable, another_sender, surendettement, piece, infected, table):
        began = time.monotonic()
        try:
            scenario(hub)
            print(f"{scenario.__name__:16} ok, {time.monotonic() - began:.1f} s")
        except Exception as error:  # every scenario is tried, whatever became of the one before
            failed += 1
            print(f"{scenario.__name__:16} FAILED: {type(error).__name__}: {str(error)[:300]}")
    print(f"boto3 {boto3.__version__}: {7 - failed} of 7")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()

# Finds out whether this job may run, by claims in S3; see "At most one job" in SkyDeck's docs/operations.md.
# Needs Python 3.6 and nothing else. Exit codes: 10 it may, 11 it may not, any other: nobody knows, so it may not.
import configparser, hashlib, hmac, http.client, json, os, random, re, sys, time
import urllib.error, urllib.parse, urllib.request

MAY_RUN, MAY_NOT, UNKNOWN = 10, 11, 1
ENDPOINT, REGION, BUCKET, FOLDER, TOKEN, ENDED, PATIENCE = sys.argv[1:8]
NUMBER, ENDED, PATIENCE = int(TOKEN.split(":")[3]), int(ENDED), float(PATIENCE)
# SkyPilot gives a managed job the same id in each recovery, but for the time in it, which changes with its controller.
JOB = re.sub(r"^sky-managed-\d{4}(-\d+){6}_", "", os.environ.get("SKYPILOT_TASK_ID", ""))
JOB = JOB or "outside-" + os.urandom(8).hex()
SECONDS_PER_REQUEST, LONGEST_PAUSE = 20, 15
region = REGION
keys = None


def end(code, text):
    line = " ".join(("SkyDeck's launch guard: " + text).split())
    print(line.encode("ascii", "backslashreplace").decode(), flush=True)
    sys.exit(code)


def unknown(text):
    end(UNKNOWN, "the command is not run, for " + text)


def refuse(text):
    end(MAY_NOT, "the command is not run, for " + text)


def key(number):
    return "%s.skydeck-claim-%d" % (FOLDER, number)


def name(number):
    return "s3://%s/%s" % (BUCKET, key(number))


def credentials():
    """Id, secret and session token, which may be None; looked for where Amazon's own programs look."""
    env = os.environ
    if env.get("AWS_ACCESS_KEY_ID") and env.get("AWS_SECRET_ACCESS_KEY"):
        return env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], env.get("AWS_SESSION_TOKEN")
    try:
        shared = configparser.RawConfigParser(strict=False)
        shared.read(env.get("AWS_SHARED_CREDENTIALS_FILE") or os.path.expanduser("~/.aws/credentials"))
        found = shared[env.get("AWS_PROFILE") or "default"]
        return found["aws_access_key_id"], found["aws_secret_access_key"], found.get("aws_session_token")
    except (KeyError, configparser.Error, UnicodeDecodeError, OSError):
        pass
    try:
        # Where Amazon's library is installed it knows the other ways: single sign-on, web identity, containers.
        import botocore.session
        found = botocore.session.get_session().get_credentials().get_frozen_credentials()
        return found.access_key, found.secret_key, found.token
    except Exception:
        return of_the_machine()


def of_the_machine():
    base = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(method, path, headers):
        asked = urllib.request.Request(base + "/latest/" + path, headers=headers, method=method)
        with direct.open(asked, timeout=2) as answer:
            return answer.read().decode()

    try:
        if os.environ.get("AWS_EC2_METADATA_DISABLED", "").lower() == "true":
            raise OSError("switched off")
        session = ask("PUT", "api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "300"})
        headers = {"X-aws-ec2-metadata-token": session}
        roles = "meta-data/iam/security-credentials/"
        found = json.loads(ask("GET", roles + ask("GET", roles, headers).split("\n")[0].strip(), headers))
        return found["AccessKeyId"], found["SecretAccessKey"], found["Token"]
    except (OSError, ValueError, KeyError, http.client.HTTPException):
        unknown("there are no AWS credentials: neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment,"
                " nor ~/.aws/credentials, nor a role of the machine.")


def url(number):
    if ENDPOINT:
        return "%s/%s/%s" % (ENDPOINT.rstrip("/"), BUCKET, key(number))
    host = "s3.%s.amazonaws.com%s" % (region, ".cn" if region.startswith("cn-") else "")
    # No certificate holds for a bucket with a dot as a host.
    where = "%s/%s" % (host, BUCKET) if "." in BUCKET else "%s.%s" % (BUCKET, host)
    return "https://%s/%s" % (where, key(number))


def signed(method, address, body, headers):
    """The headers with Amazon's signature, version 4."""
    identity, secret, session = keys
    parts = urllib.parse.urlsplit(address)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    digest = hashlib.sha256(body).hexdigest()
    headers = dict(headers, host=parts.netloc)
    headers.update({"x-amz-date": stamp, "x-amz-content-sha256": digest})
    if session:
        headers["x-amz-security-token"] = session
    names = sorted(headers)
    request = [method, parts.path, ""] + ["%s:%s" % (one, headers[one]) for one in names] + ["", ";".join(names), digest]
    scope = [stamp[:8], region, "s3", "aws4_request"]
    text = ["AWS4-HMAC-SHA256", stamp, "/".join(scope), hashlib.sha256("\n".join(request).encode()).hexdigest()]
    signature = ("AWS4" + secret).encode()
    for part in scope + ["\n".join(text)]:
        signature = hmac.new(signature, part.encode(), hashlib.sha256).digest()
    headers["authorization"] = "AWS4-HMAC-SHA256 Credential=%s/%s,SignedHeaders=%s,Signature=%s" % (
        identity, "/".join(scope), ";".join(names), signature.hex())
    return headers


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *anything):
        return None


def once(method, number, body, headers, timeout):
    """Status (0 without an answer), text, headers."""
    address = url(number)
    asked = urllib.request.Request(
        address, body or None, signed(method, address, body, headers), method=method)
    try:
        try:
            answer = urllib.request.build_opener(NoRedirects).open(asked, timeout=timeout)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return answer.getcode(), answer.read(), answer.headers
    except (OSError, http.client.HTTPException) as failure:
        return 0, str(failure).encode(), {}


def ask(method, number, body=b"", headers={}):
    """200 and the text, 404 or 412; repeated while S3 is busy or away, as long as the patience lasts."""
    global region
    pause, until, first = 0.5, time.monotonic() + PATIENCE, region
    while True:
        left = until - time.monotonic()
        status, text, answered = once(method, number, body, headers, max(1, min(SECONDS_PER_REQUEST, left)))
        code = re.search(rb"<Code>(\w+)</Code>", text)
        code = code.group(1).decode() if code else "no code"
        if status in (200, 412) or status == 404 and code == "NoSuchKey":
            return status, text
        if region == first and answered.get("x-amz-bucket-region", region) != region:
            region = answered["x-amz-bucket-region"]
            continue
        said = "S3 answers %d (%s)" % (status, code) if status else "S3 is not reached (%s)" % text.decode(errors="replace")
        if status == 501 or status not in (0, 409, 429) and status < 500:
            unknown("%s to %s %s." % (said, method, name(number)))
        if until - time.monotonic() < pause:
            unknown("%s to %s %s, for %g seconds." % (said, method, name(number), PATIENCE))
        time.sleep(pause * random.uniform(0.5, 1))
        pause = min(2 * pause, LONGEST_PAUSE)


def claim(number):
    """Token and job of who holds it; None while nobody does."""
    status, text = ask("GET", number)
    if status == 404:
        return None
    found = re.match(rb"(sd1:[a-z0-9]+:\d+:\d+:[a-z2-7]+)\n(\S+)\n$", text)
    if not found:
        unknown("%s is no claim." % name(number))
    return found.group(1).decode(), found.group(2).decode()


def take(number):
    """False where somebody has it."""
    return ask("PUT", number, (TOKEN + "\n" + JOB + "\n").encode(), {"if-none-match": "*"})[0] == 200


def look(number, held):
    """Refuses to go past the claim of another SkyDeck, and of an earlier launch that may still be at work."""
    _, installation, _, sequence, _ = held[0].split(":")
    if installation != TOKEN.split(":")[1]:
        refuse("%s is held by the launch %s of another SkyDeck." % (name(number), held[0]))
    own = sequence == str(number)
    if own and number > ENDED:
        refuse("the launch %s ran and is not known to have ended (%s)." % (held[0], name(number)))
    return own


def earlier():
    """Numbers before this launch's that nobody holds, the highest first. Whoever took its own number left none below."""
    free = []
    for number in range(NUMBER - 1, 0, -1):
        held = claim(number)
        if held is None:
            free.append(number)
        elif look(number, held):
            break
    return free


def claimed():
    # Whatever was launched before and comes late finds its number taken. The lowest first: of two SkyDecks one gets it.
    for number in reversed(earlier()):
        if not take(number):
            look(number, claim(number) or unknown("%s comes and goes." % name(number)))
    if take(NUMBER) and take(NUMBER):
        unknown("this S3 server overwrites in spite of If-None-Match, so that anybody could run.")
    return claim(NUMBER)


def awaited():
    """Of the other nodes: what the first node makes of it."""
    until = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < until:
        earlier()
        time.sleep(min(2, PATIENCE / 10))
        held = claim(NUMBER)
        if held:
            return held
    unknown("the first node took no claim of %s within %g seconds." % (name(NUMBER), 2 * PATIENCE))


if NUMBER < 1:
    unknown("this task was only shown by SkyDeck and is no launch of it.")
keys = [one.strip() if one else None for one in credentials()]
if any(re.search("[^\\x21-\\x7e]", one or "") for one in keys):
    unknown("the AWS credentials hold a character that cannot be sent.")
held = claim(NUMBER)
if held is None:
    held = claimed() if os.environ.get("SKYPILOT_NODE_RANK", "0") == "0" else awaited()
if held is None:
    unknown("%s comes and goes." % name(NUMBER))
if held[0] != TOKEN:
    refuse("%s is held by the launch %s." % (name(NUMBER), held[0]))
if held[1] != JOB:
    refuse("%s is held by another job of the same launch, %s." % (name(NUMBER), held[1]))
end(MAY_RUN, "%s is held by this job." % name(NUMBER))
